/* Selecting slices by index vectors. Semantics: ONNX GatherND and TFLite GATHER_ND. */
#ifndef EDGEC_GATHER_ND_H
#define EDGEC_GATHER_ND_H

#include "indices.h"

/* edgec_<dt>_gather_nd_<index type>, dt by element size: y[batch, vectors, inner] where slice (b, v) begins at
 * b * batch_stride + sum over k of position(k) * x_strides[k] in x; indices[batch, vectors, depth] name the positions
 * on axes of dims[depth] > 0, see indices.h. */
#define EDGEC_DEFINE_GATHER_ND(dt, index_name, index_t)                                                           \
  EDGEC_FN void edgec_##dt##_gather_nd_##index_name(                                                              \
      const void *x, const index_t *indices, void *y, int32_t batch, int32_t vectors, int32_t inner,              \
      int32_t batch_stride, int32_t depth, const int32_t *dims, const int32_t *x_strides) {                       \
    const edgec_##dt *from = (const edgec_##dt *)x;                                                               \
    edgec_##dt *to = (edgec_##dt *)y;                                                                             \
    for (int32_t b = 0; b < batch; ++b, from += batch_stride) {                                                   \
      for (int32_t v = 0; v < vectors; ++v, to += inner) {                                                        \
        int32_t start = 0;                                                                                        \
        for (int32_t k = 0; k < depth; ++k) {                                                                     \
          start += edgec_##index_name##_position(*indices++, dims[k]) * x_strides[k];                             \
        }                                                                                                         \
        memcpy(to, from + start, (size_t)inner * sizeof *to);                                                     \
      }                                                                                                           \
    }                                                                                                             \
  }

EDGEC_DEFINE_GATHER_ND(x8, s32, int32_t)
EDGEC_DEFINE_GATHER_ND(x16, s32, int32_t)
EDGEC_DEFINE_GATHER_ND(x32, s32, int32_t)
EDGEC_DEFINE_GATHER_ND(x64, s32, int32_t)
EDGEC_DEFINE_GATHER_ND(x8, s64, int64_t)
EDGEC_DEFINE_GATHER_ND(x16, s64, int64_t)
EDGEC_DEFINE_GATHER_ND(x32, s64, int64_t)
EDGEC_DEFINE_GATHER_ND(x64, s64, int64_t)

#endif
