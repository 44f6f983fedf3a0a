#include "FlatBuffersBridge.h"
