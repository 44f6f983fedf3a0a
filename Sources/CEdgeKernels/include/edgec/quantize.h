/* Conversion between float and quantized integers, per tensor (axis = inner = 1, outer = n) or per axis.
 * Semantics: ONNX QuantizeLinear and DequantizeLinear.
 */
#ifndef EDGEC_QUANTIZE_H
#define EDGEC_QUANTIZE_H

#include <math.h>

#include "base.h"

/* x and y are [outer, axis, inner], scale[axis] > 0, zero_point[axis]; zero_point may be NULL for zeros.
 *
 * edgec_f32_quantize_linear_<dt>: y = saturate(round_half_to_even(x / scale) + zero_point); NaN counts as 0.
 * edgec_<dt>_dequantize_linear: y = (x - zero_point) * scale. */
#define EDGEC_DEFINE_QUANTIZE(dt, T, low, high)                                                                   \
  EDGEC_FN T edgec_f32_quantize_linear_##dt##_element(float x, float scale, T zero_point) {                       \
    const float v = rintf(x / scale);                                                                             \
    const float limit = 4294967296.0f; /* beyond the range of every type, whatever the zero point */              \
    const int64_t q = zero_point + (v != v ? 0 : (int64_t)(v > limit ? limit : v < -limit ? -limit : v));         \
    return (T)(q < (low) ? (low) : q > (high) ? (high) : q);                                                      \
  }                                                                                                               \
  EDGEC_FN void edgec_f32_quantize_linear_##dt(const float *x, const float *scale, const T *zero_point, T *y,     \
                                               int32_t outer, int32_t axis, int32_t inner) {                      \
    for (int32_t o = 0; o < outer; ++o) {                                                                         \
      for (int32_t a = 0; a < axis; ++a, x += inner, y += inner) {                                                \
        const T zero = zero_point ? zero_point[a] : 0;                                                            \
        for (int32_t i = 0; i < inner; ++i) {                                                                     \
          y[i] = edgec_f32_quantize_linear_##dt##_element(x[i], scale[a], zero);                                  \
        }                                                                                                         \
      }                                                                                                           \
    }                                                                                                             \
  }                                                                                                               \
  EDGEC_FN void edgec_##dt##_dequantize_linear(const T *x, const float *scale, const T *zero_point, float *y,     \
                                               int32_t outer, int32_t axis, int32_t inner) {                      \
    for (int32_t o = 0; o < outer; ++o) {                                                                         \
      for (int32_t a = 0; a < axis; ++a, x += inner, y += inner) {                                                \
        const T zero = zero_point ? zero_point[a] : 0;                                                            \
        for (int32_t i = 0; i < inner; ++i) y[i] = (float)((int64_t)x[i] - zero) * scale[a];                      \
      }                                                                                                           \
    }                                                                                                             \
  }

EDGEC_DEFINE_QUANTIZE(s8, int8_t, INT8_MIN, INT8_MAX)
EDGEC_DEFINE_QUANTIZE(u8, uint8_t, 0, UINT8_MAX)
EDGEC_DEFINE_QUANTIZE(s16, int16_t, INT16_MIN, INT16_MAX)
EDGEC_DEFINE_QUANTIZE(u16, uint16_t, 0, UINT16_MAX)
EDGEC_DEFINE_QUANTIZE(s32, int32_t, INT32_MIN, INT32_MAX)

#endif
