/* Softmax of 8-bit integers along the last axis. Semantics: TFLite SOFTMAX, in gemmlowp's fixed-point arithmetic. */
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

#endif
