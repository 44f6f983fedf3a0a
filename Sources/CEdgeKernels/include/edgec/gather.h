/* Selecting slices along one axis. Semantics: ONNX Gather and TFLite GATHER. */
#ifndef EDGEC_GATHER_H
#define EDGEC_GATHER_H

#include "indices.h"

/* edgec_<dt>_gather_<index type>, dt by element size: y[outer, count, inner] where slice i is slice indices[i] of
 * x[outer, axis, inner]; see indices.h. axis > 0. */
#define EDGEC_DEFINE_GATHER(dt, index_name, index_t)                                                              \
  EDGEC_FN void edgec_##dt##_gather_##index_name(const void *x, const index_t *indices, void *y, int32_t outer,   \
                                                 int32_t axis, int32_t inner, int32_t count) {                    \
    const edgec_##dt *from = (const edgec_##dt *)x;                                                               \
    edgec_##dt *to = (edgec_##dt *)y;                                                                             \
    for (int32_t o = 0; o < outer; ++o, from += axis * inner) {                                                   \
      for (int32_t i = 0; i < count; ++i, to += inner) {                                                          \
        const int32_t slice = edgec_##index_name##_position(indices[i], axis);                                    \
        memcpy(to, from + slice * inner, (size_t)inner * sizeof *to);                                             \
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
