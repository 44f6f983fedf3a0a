/* The four loops that every binary elementwise kernel has. A family defines an element function
 * `out_t NAME_element(in_t a, in_t b)` and expands EDGEC_DEFINE_BINARY(NAME, in_t, out_t), which gives:
 *
 *   NAME(a, b, y, n)                                       same shape
 *   NAME_lhs_scalar(a, b, y, n)                            a[0] with every b
 *   NAME_rhs_scalar(a, b, y, n)                            every a with b[0]
 *   NAME_broadcast(a, b, y, rank, dims, a_strides, b_strides)
 *
 * dims[rank] is y's shape; the strides are those of a and b in it, 0 along a broadcast axis; rank is 1 to
 * EDGEC_MAX_RANK. y may be an operand of the same shape and element size, in place; otherwise it must not overlap.
 */
#ifndef EDGEC_BINARY_H
#define EDGEC_BINARY_H

#include "base.h"

#define EDGEC_DEFINE_BINARY(NAME, in_t, out_t)                                                                    \
  EDGEC_FN void NAME(const in_t *a, const in_t *b, out_t *y, int32_t n) {                                         \
    for (int32_t i = 0; i < n; ++i) y[i] = NAME##_element(a[i], b[i]);                                            \
  }                                                                                                               \
  EDGEC_FN void NAME##_lhs_scalar(const in_t *a, const in_t *b, out_t *y, int32_t n) {                            \
    const in_t scalar = a[0];                                                                                     \
    for (int32_t i = 0; i < n; ++i) y[i] = NAME##_element(scalar, b[i]);                                          \
  }                                                                                                               \
  EDGEC_FN void NAME##_rhs_scalar(const in_t *a, const in_t *b, out_t *y, int32_t n) {                            \
    const in_t scalar = b[0];                                                                                     \
    for (int32_t i = 0; i < n; ++i) y[i] = NAME##_element(a[i], scalar);                                          \
  }                                                                                                               \
  EDGEC_FN void NAME##_broadcast(const in_t *a, const in_t *b, out_t *y, int32_t rank, const int32_t *dims,       \
                                 const int32_t *a_strides, const int32_t *b_strides) {                            \
    const int32_t outer = rank - 1, n = dims[outer], a_step = a_strides[outer], b_step = b_strides[outer];        \
    int32_t index[EDGEC_MAX_RANK] = {0};                                                                          \
    if (edgec_count(rank, dims) == 0) return;                                                                     \
    do {                                                                                                          \
      const in_t *pa = a + edgec_offset(index, outer, a_strides);                                                 \
      const in_t *pb = b + edgec_offset(index, outer, b_strides);                                                 \
      if (a_step == 1 && b_step == 1) {                                                                           \
        NAME(pa, pb, y, n);                                                                                       \
      } else if (a_step == 0 && b_step == 1) {                                                                    \
        NAME##_lhs_scalar(pa, pb, y, n);                                                                          \
      } else if (a_step == 1 && b_step == 0) {                                                                    \
        NAME##_rhs_scalar(pa, pb, y, n);                                                                          \
      } else {                                                                                                    \
        for (int32_t i = 0; i < n; ++i) y[i] = NAME##_element(pa[i * a_step], pb[i * b_step]);                    \
      }                                                                                                           \
      y += n;                                                                                                     \
    } while (edgec_next(index, outer, dims));                                                                     \
  }

/* The same with a fused activation: every kernel takes (lo, hi) last and limits its results to them. */
#define EDGEC_DEFINE_BINARY_F32_CLAMPED(NAME)                                                                     \
  EDGEC_FN void NAME(const float *a, const float *b, float *y, int32_t n, float lo, float hi) {                   \
    for (int32_t i = 0; i < n; ++i) y[i] = edgec_f32_clamp(NAME##_element(a[i], b[i]), lo, hi);                   \
  }                                                                                                               \
  EDGEC_FN void NAME##_lhs_scalar(const float *a, const float *b, float *y, int32_t n, float lo, float hi) {      \
    const float scalar = a[0];                                                                                    \
    for (int32_t i = 0; i < n; ++i) y[i] = edgec_f32_clamp(NAME##_element(scalar, b[i]), lo, hi);                 \
  }                                                                                                               \
  EDGEC_FN void NAME##_rhs_scalar(const float *a, const float *b, float *y, int32_t n, float lo, float hi) {      \
    const float scalar = b[0];                                                                                    \
    for (int32_t i = 0; i < n; ++i) y[i] = edgec_f32_clamp(NAME##_element(a[i], scalar), lo, hi);                 \
  }                                                                                                               \
  EDGEC_FN void NAME##_broadcast(const float *a, const float *b, float *y, int32_t rank, const int32_t *dims,     \
                                 const int32_t *a_strides, const int32_t *b_strides, float lo, float hi) {        \
    const int32_t outer = rank - 1, n = dims[outer], a_step = a_strides[outer], b_step = b_strides[outer];        \
    int32_t index[EDGEC_MAX_RANK] = {0};                                                                          \
    if (edgec_count(rank, dims) == 0) return;                                                                     \
    do {                                                                                                          \
      const float *pa = a + edgec_offset(index, outer, a_strides);                                                \
      const float *pb = b + edgec_offset(index, outer, b_strides);                                                \
      if (a_step == 1 && b_step == 1) {                                                                           \
        NAME(pa, pb, y, n, lo, hi);                                                                               \
      } else if (a_step == 0 && b_step == 1) {                                                                    \
        NAME##_lhs_scalar(pa, pb, y, n, lo, hi);                                                                  \
      } else if (a_step == 1 && b_step == 0) {                                                                    \
        NAME##_rhs_scalar(pa, pb, y, n, lo, hi);                                                                  \
      } else {                                                                                                    \
        for (int32_t i = 0; i < n; ++i) {                                                                         \
          y[i] = edgec_f32_clamp(NAME##_element(pa[i * a_step], pb[i * b_step]), lo, hi);                         \
        }                                                                                                         \
      }                                                                                                           \
      y += n;                                                                                                     \
    } while (edgec_next(index, outer, dims));                                                                     \
  }

#endif
