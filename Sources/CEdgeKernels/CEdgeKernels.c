#include "CEdgeKernels.h"
