/* Conversion between numbers and quantized integers, per tensor, per axis or in blocks.
 * Semantics: ONNX QuantizeLinear and DequantizeLinear.
 */
#ifndef EDGEC_QUANTIZE_H
#define EDGEC_QUANTIZE_H

#include <math.h>

#include "base.h"

/* x and y are [outer, axis, inner]. With block = 0 scale and zero_point are [axis]; with block > 0 they are
 * [outer, ceil(axis / block), inner]: one for each block of neighbours along the axis. One scale for a whole tensor is
 * outer = axis = 1. scale > 0; zero_point may be NULL for zeros.
 *
 * edgec_<x>_quantize_linear_<y>: y = saturate(round_half_to_even(x / scale) + zero_point); NaN counts as 0.
 * edgec_<x>_dequantize_linear: y = (x - zero_point) * scale. */

/* Where the scale of the element at [o, a, i] lies. */
EDGEC_FN int32_t edgec_scale_position(int32_t o, int32_t a, int32_t i, int32_t axis, int32_t inner, int32_t block) {
  return block > 0 ? (o * ((axis + block - 1) / block) + a / block) * inner + i : a;
}

#define EDGEC_DEFINE_QUANTIZE_FROM(x_dt, X, dt, T)                                                                \
  EDGEC_FN void edgec_##x_dt##_quantize_linear_##dt(const X *x, const float *scale, const T *zero_point, T *y,    \
                                                    int32_t outer, int32_t axis, int32_t inner, int32_t block) {  \
    for (int32_t o = 0; o < outer; ++o) {                                                                         \
      for (int32_t a = 0; a < axis; ++a, x += inner, y += inner) {                                                \
        for (int32_t i = 0; i < inner; ++i) {                                                                     \
          const int32_t s = edgec_scale_position(o, a, i, axis, inner, block);                                    \
          y[i] = edgec_quantize_##dt((float)x[i] / scale[s], zero_point ? zero_point[s] : 0);                     \
        }                                                                                                         \
      }                                                                                                           \
    }                                                                                                             \
  }

#define EDGEC_DEFINE_QUANTIZE(dt, T, low, high)                                                                   \
  /* The number nearest to v, whose scale is 1, above zero. */                                                    \
  EDGEC_FN T edgec_quantize_##dt(float v, T zero) {                                                               \
    const float limit = 4294967296.0f; /* beyond the range of every type, whatever the zero point */              \
    const int64_t q = zero + (int64_t)rintf(v > limit ? limit : v > -limit ? v : v == v ? -limit : 0.0f);         \
    return (T)(q < (low) ? (low) : q > (high) ? (high) : q);                                                      \
  }                                                                                                               \
  EDGEC_DEFINE_QUANTIZE_FROM(f32, float, dt, T)                                                                   \
  EDGEC_DEFINE_QUANTIZE_FROM(s32, int32_t, dt, T)                                                                 \
  EDGEC_FN void edgec_##dt##_dequantize_linear(const T *x, const float *scale, const T *zero_point, float *y,     \
                                               int32_t outer, int32_t axis, int32_t inner, int32_t block) {       \
    for (int32_t o = 0; o < outer; ++o) {                                                                         \
      for (int32_t a = 0; a < axis; ++a, x += inner, y += inner) {                                                \
        for (int32_t i = 0; i < inner; ++i) {                                                                     \
          const int32_t s = edgec_scale_position(o, a, i, axis, inner, block);                                    \
          y[i] = (float)((int64_t)x[i] - (zero_point ? zero_point[s] : 0)) * scale[s];                            \
        }                                                                                                         \
      }                                                                                                           \
    }                                                                                                             \
  }

EDGEC_DEFINE_QUANTIZE(s8, int8_t, INT8_MIN, INT8_MAX)
EDGEC_DEFINE_QUANTIZE(u8, uint8_t, 0, UINT8_MAX)
EDGEC_DEFINE_QUANTIZE(s16, int16_t, INT16_MIN, INT16_MAX)
EDGEC_DEFINE_QUANTIZE(u16, uint16_t, 0, UINT16_MAX)
EDGEC_DEFINE_QUANTIZE(s32, int32_t, INT32_MIN, INT32_MAX)

#endif
