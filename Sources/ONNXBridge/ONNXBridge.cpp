#include "ONNXBridge.h"
