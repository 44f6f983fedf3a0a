/* Elementwise choice. Semantics: ONNX Where. */
#ifndef EDGEC_SELECT_H
#define EDGEC_SELECT_H

#include "base.h"

/* dt by element size; y is a where condition (bool) is true, else b.
 *
 * edgec_<dt>_select: all of the same shape; y may be a or b.
 * edgec_<dt>_select_broadcast: dims[rank] is y's shape, the strides are those of the operands in it, 0 along a
 * broadcast axis; rank is 1 to EDGEC_MAX_RANK. */
#define EDGEC_DEFINE_SELECT(dt)                                                                                   \
  EDGEC_FN void edgec_##dt##_select(const uint8_t *condition, const void *a, const void *b, void *y, int32_t n) { \
    const edgec_##dt *pa = (const edgec_##dt *)a, *pb = (const edgec_##dt *)b;                                    \
    edgec_##dt *to = (edgec_##dt *)y;                                                                             \
    for (int32_t i = 0; i < n; ++i) to[i] = condition[i] ? pa[i] : pb[i];                                         \
  }                                                                                                               \
  EDGEC_FN void edgec_##dt##_select_broadcast(                                                                    \
      const uint8_t *condition, const void *a, const void *b, void *y, int32_t rank, const int32_t *dims,         \
      const int32_t *condition_strides, const int32_t *a_strides, const int32_t *b_strides) {                     \
    const int32_t outer = rank - 1, n = dims[outer];                                                              \
    const int32_t c_step = condition_strides[outer], a_step = a_strides[outer], b_step = b_strides[outer];        \
    edgec_##dt *to = (edgec_##dt *)y;                                                                             \
    int32_t index[EDGEC_MAX_RANK] = {0};                                                                          \
    if (edgec_count(rank, dims) == 0) return;                                                                     \
    do {                                                                                                          \
      const uint8_t *pc = condition + edgec_offset(index, outer, condition_strides);                              \
      const edgec_##dt *pa = (const edgec_##dt *)a + edgec_offset(index, outer, a_strides);                       \
      const edgec_##dt *pb = (const edgec_##dt *)b + edgec_offset(index, outer, b_strides);                       \
      for (int32_t i = 0; i < n; ++i) *to++ = pc[i * c_step] ? pa[i * a_step] : pb[i * b_step];                   \
    } while (edgec_next(index, outer, dims));                                                                     \
  }

EDGEC_DEFINE_SELECT(x8)
EDGEC_DEFINE_SELECT(x16)
EDGEC_DEFINE_SELECT(x32)
EDGEC_DEFINE_SELECT(x64)

#endif
