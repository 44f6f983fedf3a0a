/* Elementwise operators on one quantized tensor. Any function of 8-bit integers is a table of its 256 values; 16-bit
 * integers are computed with. Also QUANTIZE and DEQUANTIZE, as TFLite has them.
 */
#ifndef EDGEC_QUANTIZED_UNARY_H
#define EDGEC_QUANTIZED_UNARY_H

#include "fixed_point.h"

/* y[n] = table[x[n]], the table in the order of x's bits (0, 1 ... 127, -128 ... -1 where x is signed). y may be x
 * where elements have one size. */
#define EDGEC_DEFINE_LOOKUP(size)                                                                                 \
  EDGEC_FN void edgec_x8_lookup_x##size(const void *x, const void *table, void *y, int32_t n) {                   \
    const edgec_x8 *px = x;                                                                                       \
    const edgec_x##size *values = table;                                                                          \
    edgec_x##size *py = y;                                                                                        \
    for (int32_t i = 0; i < n; ++i) py[i] = values[px[i]];                                                        \
  }

EDGEC_DEFINE_LOOKUP(8)
EDGEC_DEFINE_LOOKUP(16)
EDGEC_DEFINE_LOOKUP(32)

/* y = clamp(x * factor + zero, lo, hi); numbers below 0 have a factor of their own, whose sign is negative_sign.
 * y may be x where elements have one size. */
#define EDGEC_DEFINE_RESCALE(dt, T)                                                                               \
  EDGEC_FN void edgec_qs16_rescale_##dt(const int16_t *x, T *y, int32_t n, int32_t multiplier, int32_t shift,     \
                                        int32_t negative_multiplier, int32_t negative_shift,                      \
                                        int32_t negative_sign, int32_t zero, int32_t lo, int32_t hi) {            \
    for (int32_t i = 0; i < n; ++i) {                                                                             \
      const int64_t scaled =                                                                                      \
          x[i] < 0 ? (int64_t)negative_sign * edgec_scaled_twice(x[i], negative_multiplier, negative_shift)       \
                   : edgec_scaled_twice(x[i], multiplier, shift);                                                 \
      y[i] = (T)(scaled + zero < lo ? lo : scaled + zero > hi ? hi : scaled + zero);                              \
    }                                                                                                             \
  }

EDGEC_DEFINE_RESCALE(qs8, int8_t)
EDGEC_DEFINE_RESCALE(qu8, uint8_t)
EDGEC_DEFINE_RESCALE(qs16, int16_t)
EDGEC_DEFINE_RESCALE(qs32, int32_t)

/* quantize: y = clamp(x / scale, halves away from zero, + zero, lo, hi); NaN counts as 0.
 * dequantize: y = scale * (x - zero). */
#define EDGEC_DEFINE_QUANTIZATION(dt, T)                                                                          \
  EDGEC_FN void edgec_f32_quantize_##dt(const float *x, T *y, int32_t n, float scale, int32_t zero, int32_t lo,   \
                                        int32_t hi) {                                                             \
    const float limit = 1048576.0f; /* beyond the range of every type, whatever the zero point */                 \
    for (int32_t i = 0; i < n; ++i) {                                                                             \
      const float v = x[i] / scale;                                                                               \
      const int32_t halves = (int32_t)(2 * (v > limit ? limit : v > -limit ? v : v == v ? -limit : 0.0f));        \
      y[i] = (T)edgec_placed((halves + (halves > 0) - (halves < 0)) / 2, zero, lo, hi);                           \
    }                                                                                                             \
  }                                                                                                               \
  EDGEC_FN void edgec_##dt##_dequantize(const T *x, float *y, int32_t n, float scale, int32_t zero) {             \
    for (int32_t i = 0; i < n; ++i) y[i] = scale * (float)(x[i] - zero);                                          \
  }

EDGEC_DEFINE_QUANTIZATION(qs8, int8_t)
EDGEC_DEFINE_QUANTIZATION(qu8, uint8_t)
EDGEC_DEFINE_QUANTIZATION(qs16, int16_t)

#endif
