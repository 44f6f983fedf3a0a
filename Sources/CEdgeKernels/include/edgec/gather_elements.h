/* Selecting elements along one axis. Semantics: ONNX GatherElements. */
#ifndef EDGEC_GATHER_ELEMENTS_H
#define EDGEC_GATHER_ELEMENTS_H

#include "indices.h"

/* edgec_<dt>_gather_elements_<index type>, dt by element size: y[dims] is the element of x at
 * sum over d of i[d] * x_strides[d] + position * axis_stride, where indices[dims] names the position among axis > 0;
 * see indices.h. x_strides is 0 along the axis; rank is 1 to EDGEC_MAX_RANK. */
#define EDGEC_DEFINE_GATHER_ELEMENTS(dt, index_name, index_t)                                                     \
  EDGEC_FN void edgec_##dt##_gather_elements_##index_name(                                                        \
      const void *x, const index_t *indices, void *y, int32_t axis, int32_t axis_stride, int32_t rank,            \
      const int32_t *dims, const int32_t *x_strides) {                                                            \
    const int32_t outer = rank - 1, n = dims[outer], step = x_strides[outer];                                     \
    int32_t index[EDGEC_MAX_RANK] = {0};                                                                          \
    edgec_##dt *to = (edgec_##dt *)y;                                                                             \
    if (edgec_count(rank, dims) == 0) return;                                                                     \
    do {                                                                                                          \
      const edgec_##dt *from = (const edgec_##dt *)x + edgec_offset(index, outer, x_strides);                     \
      for (int32_t i = 0; i < n; ++i) {                                                                           \
        *to++ = from[i * step + edgec_##index_name##_position(*indices++, axis) * axis_stride];                   \
      }                                                                                                           \
    } while (edgec_next(index, outer, dims));                                                                     \
  }

EDGEC_DEFINE_GATHER_ELEMENTS(x8, s32, int32_t)
EDGEC_DEFINE_GATHER_ELEMENTS(x16, s32, int32_t)
EDGEC_DEFINE_GATHER_ELEMENTS(x32, s32, int32_t)
EDGEC_DEFINE_GATHER_ELEMENTS(x64, s32, int32_t)
EDGEC_DEFINE_GATHER_ELEMENTS(x8, s64, int64_t)
EDGEC_DEFINE_GATHER_ELEMENTS(x16, s64, int64_t)
EDGEC_DEFINE_GATHER_ELEMENTS(x32, s64, int64_t)
EDGEC_DEFINE_GATHER_ELEMENTS(x64, s64, int64_t)

#endif
