/* Elementwise operators on two quantized tensors, each of its own scale: add, sub, mul and prelu. Semantics: TFLite
 * ADD, SUB, MUL and PRELU. The loops are those of binary.h, with the scales s as a last parameter.
 */
#ifndef EDGEC_QUANTIZED_BINARY_H
#define EDGEC_QUANTIZED_BINARY_H

#include "fixed_point.h"

/* What stands where in s: zero points, factors as multiplier and shift, and the limits of y. add and sub bring a and
 * b to a common scale and from there to y's; mul has y's factor only; prelu multiplies a from 0 on by a's factor, below
 * by its slope b and b's factor. */
enum {
  EDGEC_A_ZERO, EDGEC_A_MULTIPLIER, EDGEC_A_SHIFT,
  EDGEC_B_ZERO, EDGEC_B_MULTIPLIER, EDGEC_B_SHIFT,
  EDGEC_Y_ZERO, EDGEC_Y_MULTIPLIER, EDGEC_Y_SHIFT,
  EDGEC_Y_LOW, EDGEC_Y_HIGH
};

/* a and b, with spare more bits, in their common scale. */
EDGEC_FN int32_t edgec_common_a(int32_t a, const int32_t *s, int32_t spare) {
  return edgec_scaled_twice((a - s[EDGEC_A_ZERO]) * spare, s[EDGEC_A_MULTIPLIER], s[EDGEC_A_SHIFT]);
}

EDGEC_FN int32_t edgec_common_b(int32_t b, const int32_t *s, int32_t spare) {
  return edgec_scaled_twice((b - s[EDGEC_B_ZERO]) * spare, s[EDGEC_B_MULTIPLIER], s[EDGEC_B_SHIFT]);
}

/* v in y's scale. */
EDGEC_FN int32_t edgec_result(int32_t v, const int32_t *s) {
  const int32_t scaled = edgec_scaled_twice(v, s[EDGEC_Y_MULTIPLIER], s[EDGEC_Y_SHIFT]);
  return edgec_placed(scaled, s[EDGEC_Y_ZERO], s[EDGEC_Y_LOW], s[EDGEC_Y_HIGH]);
}

#define EDGEC_DEFINE_QUANTIZED_BINARY(NAME, T, Y)                                                                 \
  EDGEC_FN void NAME(const T *a, const T *b, Y *y, int32_t n, const int32_t *s) {                                 \
    for (int32_t i = 0; i < n; ++i) y[i] = NAME##_element(a[i], b[i], s);                                         \
  }                                                                                                               \
  EDGEC_FN void NAME##_lhs_scalar(const T *a, const T *b, Y *y, int32_t n, const int32_t *s) {                    \
    const T scalar = a[0];                                                                                        \
    for (int32_t i = 0; i < n; ++i) y[i] = NAME##_element(scalar, b[i], s);                                       \
  }                                                                                                               \
  EDGEC_FN void NAME##_rhs_scalar(const T *a, const T *b, Y *y, int32_t n, const int32_t *s) {                    \
    const T scalar = b[0];                                                                                        \
    for (int32_t i = 0; i < n; ++i) y[i] = NAME##_element(a[i], scalar, s);                                       \
  }                                                                                                               \
  EDGEC_FN void NAME##_broadcast(const T *a, const T *b, Y *y, int32_t rank, const int32_t *dims,                 \
                                 const int32_t *a_strides, const int32_t *b_strides, const int32_t *s) {          \
    const int32_t outer = rank - 1, n = dims[outer], a_step = a_strides[outer], b_step = b_strides[outer];        \
    int32_t index[EDGEC_MAX_RANK] = {0};                                                                          \
    if (edgec_count(rank, dims) == 0) return;                                                                     \
    do {                                                                                                          \
      const T *pa = a + edgec_offset(index, outer, a_strides);                                                    \
      const T *pb = b + edgec_offset(index, outer, b_strides);                                                    \
      for (int32_t i = 0; i < n; ++i) *y++ = NAME##_element(pa[i * a_step], pb[i * b_step], s);                   \
    } while (edgec_next(index, outer, dims));                                                                     \
  }

/* add, sub and mul; spare is the power of two that leaves room for sums. */
#define EDGEC_DEFINE_QUANTIZED_ARITHMETIC(dt, T, spare)                                                           \
  EDGEC_FN T edgec_##dt##_add_element(T a, T b, const int32_t *s) {                                               \
    const uint32_t v = (uint32_t)edgec_common_a(a, s, spare) + (uint32_t)edgec_common_b(b, s, spare);             \
    return (T)edgec_result((int32_t)v, s);                                                                        \
  }                                                                                                               \
  EDGEC_FN T edgec_##dt##_sub_element(T a, T b, const int32_t *s) {                                               \
    const uint32_t v = (uint32_t)edgec_common_a(a, s, spare) - (uint32_t)edgec_common_b(b, s, spare);             \
    return (T)edgec_result((int32_t)v, s);                                                                        \
  }                                                                                                               \
  EDGEC_FN T edgec_##dt##_mul_element(T a, T b, const int32_t *s) {                                               \
    return (T)edgec_result((a - s[EDGEC_A_ZERO]) * (b - s[EDGEC_B_ZERO]), s);                                     \
  }                                                                                                               \
  EDGEC_DEFINE_QUANTIZED_BINARY(edgec_##dt##_add, T, T)                                                           \
  EDGEC_DEFINE_QUANTIZED_BINARY(edgec_##dt##_sub, T, T)                                                           \
  EDGEC_DEFINE_QUANTIZED_BINARY(edgec_##dt##_mul, T, T)

EDGEC_DEFINE_QUANTIZED_ARITHMETIC(qs8, int8_t, 1 << 20)
EDGEC_DEFINE_QUANTIZED_ARITHMETIC(qu8, uint8_t, 1 << 20)
EDGEC_DEFINE_QUANTIZED_ARITHMETIC(qs16, int16_t, 1 << 15)

#define EDGEC_DEFINE_QUANTIZED_PRELU(dt, T)                                                                       \
  EDGEC_FN T edgec_##dt##_prelu_element(T a, T b, const int32_t *s) {                                             \
    const int32_t v = a - s[EDGEC_A_ZERO], slope = b - s[EDGEC_B_ZERO];                                           \
    const int32_t scaled = v >= 0 ? edgec_scaled_twice(v, s[EDGEC_A_MULTIPLIER], s[EDGEC_A_SHIFT])                \
                                  : edgec_scaled_twice(v * slope, s[EDGEC_B_MULTIPLIER], s[EDGEC_B_SHIFT]);       \
    return (T)edgec_placed(scaled, s[EDGEC_Y_ZERO], s[EDGEC_Y_LOW], s[EDGEC_Y_HIGH]);                             \
  }                                                                                                               \
  EDGEC_DEFINE_QUANTIZED_BINARY(edgec_##dt##_prelu, T, T)

EDGEC_DEFINE_QUANTIZED_PRELU(qs8, int8_t)
EDGEC_DEFINE_QUANTIZED_PRELU(qu8, uint8_t)

#endif
