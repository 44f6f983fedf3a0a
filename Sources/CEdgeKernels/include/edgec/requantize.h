/* 32-bit sums as 8-bit or 16-bit numbers of another scale. */
#ifndef EDGEC_REQUANTIZE_H
#define EDGEC_REQUANTIZE_H

#include <math.h>

#include "base.h"

/* x and y are [outer, axis, inner], multiplier[axis], zero_point is one number and may be NULL for zero.
 *
 * y = saturate(round_half_to_even((float)x * multiplier) + zero_point); NaN counts as 0. */
#define EDGEC_DEFINE_REQUANTIZE(dt, T, low, high)                                                                 \
  EDGEC_FN void edgec_s32_requantize_##dt(const int32_t *x, const float *multiplier, const T *zero_point, T *y,   \
                                          int32_t outer, int32_t axis, int32_t inner) {                           \
    const int32_t zero = zero_point ? *zero_point : 0;                                                            \
    const float lowest = (float)((low)-zero), highest = (float)((high)-zero);                                     \
    for (int32_t o = 0; o < outer; ++o) {                                                                         \
      for (int32_t a = 0; a < axis; ++a) {                                                                        \
        for (int32_t i = 0; i < inner; ++i) {                                                                     \
          const float v = (float)*x++ * multiplier[a];                                                            \
          *y++ = (T)((int32_t)rintf(v > highest ? highest : v > lowest ? v : v == v ? lowest : 0.0f) + zero);     \
        }                                                                                                         \
      }                                                                                                           \
    }                                                                                                             \
  }

EDGEC_DEFINE_REQUANTIZE(s8, int8_t, INT8_MIN, INT8_MAX)
EDGEC_DEFINE_REQUANTIZE(u8, uint8_t, 0, UINT8_MAX)
EDGEC_DEFINE_REQUANTIZE(s16, int16_t, INT16_MIN, INT16_MAX)
EDGEC_DEFINE_REQUANTIZE(u16, uint16_t, 0, UINT16_MAX)

#endif
