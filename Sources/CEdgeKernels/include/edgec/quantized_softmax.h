/* Softmax of 8-bit integers along the last axis, and its logarithm. Semantics: TFLite SOFTMAX and LOG_SOFTMAX, in
 * gemmlowp's fixed-point arithmetic. */
#ifndef EDGEC_QUANTIZED_SOFTMAX_H
#define EDGEC_QUANTIZED_SOFTMAX_H

#include "fixed_point.h"

/* 1 / (1 + a) for a fraction a of 31 bits, 0 <= a < 1: three steps of Newton's division. */
EDGEC_FN int32_t edgec_fixed_point_reciprocal(int32_t a) {
  const int32_t half = (int32_t)(((int64_t)a + INT32_MAX + 1) / 2);
  /* With 2 integer bits: 48/17 - 32/17 half. */
  int32_t x = 1515870810 + edgec_doubling_high(half, -1010580540);
  for (int step = 0; step < 3; ++step) {
    const int32_t error = (1 << 29) - edgec_doubling_high(half, x);
    x += edgec_saturating_shift_left(edgec_doubling_high(x, error), 2);
  }
  return edgec_saturating_shift_left(x, 1);
}

/* x and y are [rows, n], n < 4096. powers[d] for d < count is exp of the number that the difference d to the row's
 * largest element stands for, as a fraction of 31 bits; larger differences are negligible. y has bits bits, its lowest
 * integer stands for 0. */
#define EDGEC_DEFINE_QUANTIZED_SOFTMAX(dt, X, y_dt, Y, bits, lo, hi)                                              \
  EDGEC_FN void edgec_##dt##_softmax_##y_dt(const X *x, const int32_t *powers, int32_t count, Y *y, int32_t rows, \
                                            int32_t n) {                                                          \
    for (int32_t row = 0; row < rows; ++row, x += n, y += n) {                                                    \
      int32_t largest = x[0], sum = 0, headroom = 0;                                                              \
      for (int32_t i = 1; i < n; ++i) largest = edgec_max(largest, x[i]);                                         \
      for (int32_t i = 0; i < n; ++i) {                                                                           \
        const int32_t d = largest - x[i];                                                                         \
        if (d < count) sum += edgec_rounding_shift_right(powers[d], 12);                                          \
      }                                                                                                           \
      while (headroom < 31 && sum >> (31 - headroom) == 0) ++headroom;                                            \
      const uint32_t fraction = ((uint32_t)sum << headroom) - ((uint32_t)1 << 31);                                \
      const int32_t scale = edgec_fixed_point_reciprocal((int32_t)fraction), exponent = 43 - bits - headroom;     \
      for (int32_t i = 0; i < n; ++i) {                                                                           \
        const int32_t d = largest - x[i];                                                                         \
        if (d < count) {                                                                                          \
          const int32_t v = edgec_doubling_high(scale, powers[d]);                                                \
          const int32_t share = exponent < 32 ? edgec_rounding_shift_right(v, exponent) : 1;                      \
          y[i] = (Y)edgec_placed(share, lo, lo, hi);                                                              \
        } else {                                                                                                  \
          y[i] = (Y)(lo);                                                                                         \
        }                                                                                                         \
      }                                                                                                           \
    }                                                                                                             \
  }

EDGEC_DEFINE_QUANTIZED_SOFTMAX(qs8, int8_t, qs8, int8_t, 8, INT8_MIN, INT8_MAX)
EDGEC_DEFINE_QUANTIZED_SOFTMAX(qu8, uint8_t, qu8, uint8_t, 8, 0, UINT8_MAX)
EDGEC_DEFINE_QUANTIZED_SOFTMAX(qs8, int8_t, qs16, int16_t, 16, INT16_MIN, INT16_MAX)
EDGEC_DEFINE_QUANTIZED_SOFTMAX(qu8, uint8_t, qs16, int16_t, 16, INT16_MIN, INT16_MAX)

EDGEC_FN int32_t edgec_leading_zeros(int32_t x) {
  int32_t count = 0;
  while (count < 32 && ((uint32_t)x >> (31 - count)) == 0) ++count;
  return count;
}

/* Wraps around. */
EDGEC_FN int32_t edgec_wrapped_sum(int32_t a, int32_t b) { return (int32_t)((uint32_t)a + (uint32_t)b); }

/* x * 2^exponent, saturating; exponents -31 to 30. */
EDGEC_FN int32_t edgec_fixed_point_shifted(int32_t x, int32_t exponent) {
  return exponent < 0 ? edgec_rounding_shift_right(x, -exponent) : edgec_saturating_shift_left(x, exponent);
}

/* log(a) for a >= 1 with 12 integer bits; the result has 5. Of two ways to write a as a power of two times a number
 * near 1, the one whose number is smaller is taken; its logarithm is a quotient of polynomials. */
EDGEC_FN int32_t edgec_fixed_point_logarithm(int32_t a) {
  const int32_t log_2 = 1488522236, half_root = 1518500250, quarter_root = 1805811301, quarter = 1 << 23;
  const int32_t zeros = edgec_leading_zeros(a), others = edgec_leading_zeros(edgec_doubling_high(a, half_root)) - 1;
  const int32_t normal = edgec_fixed_point_shifted(a, zeros - 1);
  const int32_t first = edgec_saturating_shift_left(edgec_doubling_high(normal, half_root), 1);
  const int32_t second = edgec_fixed_point_shifted(a, others);
  const int32_t first_power = edgec_saturating_shift_left(12 - zeros, 25) + quarter;
  const int32_t second_power = edgec_saturating_shift_left(12 - others, 25) - quarter;
  const int32_t r = first < second ? first : second, power = edgec_max(first_power, second_power);
  const int64_t sum = (int64_t)r + quarter_root;
  const int32_t p = (int32_t)((sum + (sum >= 0 ? 1 : -1)) / 2);
  const int32_t q = (int32_t)((uint32_t)(r - quarter_root) * 2u), square = edgec_doubling_high(q, q);
  const int32_t cubic = edgec_doubling_high(edgec_doubling_high(q, square), 117049297);
  const int32_t numerator = edgec_wrapped_sum(edgec_doubling_high(q, r), cubic);
  const int32_t linear = edgec_wrapped_sum(1057819769, q);
  const int32_t quadratic = edgec_wrapped_sum(linear, edgec_doubling_high(127690142, square));
  const int32_t denominator = edgec_wrapped_sum(edgec_doubling_high(p, quadratic), edgec_doubling_high(638450708, q));
  const int32_t inverse = edgec_fixed_point_reciprocal(denominator);
  const int32_t quotient = edgec_doubling_high(edgec_rounding_shift_right(numerator, 6), inverse);
  return edgec_saturating_shift_left(edgec_wrapped_sum(edgec_doubling_high(power, log_2), quotient), 1);
}

/* x and y are [rows, n]; y is in sixteenths, 127 stands for 0. For each difference d < 256 to the row's largest element
 * shares[d] is exp of the number it stands for, with 12 integer bits, and differences[d] that number, with 5.
 * Differences of `lowest` and below are beyond the lowest result; multiplier and shift turn numbers into
 * differences. */
EDGEC_FN void edgec_qs8_log_softmax(const int8_t *x, const int32_t *shares, const int32_t *differences, int8_t *y,
                                    int32_t rows, int32_t n, int32_t lowest, int32_t multiplier, int32_t shift) {
  for (int32_t row = 0; row < rows; ++row, x += n, y += n) {
    int32_t largest = x[0], sum = 0;
    for (int32_t i = 1; i < n; ++i) largest = edgec_max(largest, x[i]);
    for (int32_t i = 0; i < n; ++i) sum = edgec_wrapped_sum(sum, shares[largest - x[i]]);
    const int32_t logarithm = edgec_fixed_point_logarithm(sum);
    const int32_t limit =
        edgec_max(lowest, edgec_scaled_twice(edgec_wrapped_sum(logarithm, INT32_MIN), multiplier, shift));
    for (int32_t i = 0; i < n; ++i) {
      const int32_t d = largest - x[i];
      const int32_t v = (int32_t)((uint32_t)differences[d] - (uint32_t)logarithm);
      y[i] = (int8_t)(-d > limit ? edgec_placed(edgec_rounding_shift_right(v, 22), 127, INT8_MIN, INT8_MAX) : INT8_MIN);
    }
  }
}

#endif
