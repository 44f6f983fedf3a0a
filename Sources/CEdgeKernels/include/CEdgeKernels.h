/* Everything in this target: the kernels that generated code calls, and their own texts for the code generator. */
#ifndef CEDGEKERNELS_H
#define CEDGEKERNELS_H

#include "KernelSources.h"
#include "edgec/arg_reduce.h"
#include "edgec/arithmetic.h"
#include "edgec/base.h"
#include "edgec/binary.h"
#include "edgec/cast.h"
#include "edgec/comparison.h"
#include "edgec/concat.h"
#include "edgec/conv2d.h"
#include "edgec/depthwise_conv2d.h"
#include "edgec/fully_connected.h"
#include "edgec/gather.h"
#include "edgec/lanes.h"
#include "edgec/logic.h"
#include "edgec/matmul.h"
#include "edgec/pad.h"
#include "edgec/pool2d.h"
#include "edgec/power.h"
#include "edgec/quantize.h"
#include "edgec/reduce.h"
#include "edgec/reduce_sum.h"
#include "edgec/select.h"
#include "edgec/softmax.h"
#include "edgec/strided_copy.h"
#include "edgec/unary.h"
#include "edgec/unary_math.h"

#endif
