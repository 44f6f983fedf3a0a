/* Selecting slices along one axis. Semantics: ONNX Gather and TFLite GATHER. */
#ifndef EDGEC_GATHER_H
#define EDGEC_GATHER_H

#include "base.h"

/* edgec_<dt>_gather_<index type>, dt by element size: y[outer, count, inner] where slice i is slice indices[i] of
 * x[outer, axis, inner]. A negative index counts from the end. ONNX makes an index outside [-axis, axis) an error;
 * here it selects the nearest slice, so that no input can make the kernel read outside x. axis > 0. */
#define EDGEC_DEFINE_GATHER(dt, index_name, index_t)                                                              \
  EDGEC_FN void edgec_##dt##_gather_##index_name(const void *x, const index_t *indices, void *y, int32_t outer,   \
                                                 int32_t axis, int32_t inner, int32_t count) {                    \
    const edgec_##dt *from = (const edgec_##dt *)x;                                                               \
    edgec_##dt *to = (edgec_##dt *)y;                                                                             \
    for (int32_t o = 0; o < outer; ++o, from += axis * inner) {                                                   \
      for (int32_t i = 0; i < count; ++i, to += inner) {                                                          \
        const index_t index = indices[i] < 0 ? indices[i] + (index_t)axis : indices[i];                           \
        const index_t slice = index < 0 ? 0 : index >= (index_t)axis ? (index_t)(axis - 1) : index;               \
        memcpy(to, from + (int32_t)slice * inner, (size_t)inner * sizeof *to);                                    \
      }                                                                                                           \
    }                                                                                                             \
  }

EDGEC_DEFINE_GATHER(x8, s32, int32_t)
EDGEC_DEFINE_GATHER(x16, s32, int32_t)
EDGEC_DEFINE_GATHER(x32, s32, int32_t)
EDGEC_DEFINE_GATHER(x64, s32, int32_t)
EDGEC_DEFINE_GATHER(x8, s64, int64_t)
EDGEC_DEFINE_GATHER(x16, s64, int64_t)
EDGEC_DEFINE_GATHER(x32, s64, int64_t)
EDGEC_DEFINE_GATHER(x64, s64, int64_t)

#endif
