/* Conversion between all numeric types and bool: edgec_<from>_cast_<to>(x, y, n). Semantics: ONNX Cast.
 *
 * Floats are truncated towards zero; values beyond the integer type saturate and NaN gives 0. Integers wrap around.
 * To bool, anything but zero is 1. y may be x when the element sizes agree.
 */
#ifndef EDGEC_CAST_H
#define EDGEC_CAST_H

#include "base.h"

#define EDGEC_DEFINE_CAST_PLAIN(from, F, to, T)                                                                   \
  EDGEC_FN void edgec_##from##_cast_##to(const F *x, T *y, int32_t n) {                                           \
    for (int32_t i = 0; i < n; ++i) y[i] = (T)x[i];                                                               \
  }

#define EDGEC_DEFINE_CAST_SATURATING(from, F, to, T, low, high)                                                   \
  EDGEC_FN void edgec_##from##_cast_##to(const F *x, T *y, int32_t n) {                                           \
    for (int32_t i = 0; i < n; ++i) {                                                                             \
      y[i] = x[i] >= (F)(high) ? (high) : x[i] > (F)(low) ? (T)x[i] : x[i] == x[i] ? (low) : 0;                   \
    }                                                                                                             \
  }

#define EDGEC_DEFINE_CAST_BOOL(from, F)                                                                           \
  EDGEC_FN void edgec_##from##_cast_bool(const F *x, uint8_t *y, int32_t n) {                                     \
    for (int32_t i = 0; i < n; ++i) y[i] = x[i] != 0;                                                             \
  }

#define EDGEC_DEFINE_CASTS_TO_FLOAT(from, F)                                                                      \
  EDGEC_DEFINE_CAST_PLAIN(from, F, f32, float)                                                                    \
  EDGEC_DEFINE_CAST_PLAIN(from, F, f64, double)                                                                   \
  EDGEC_DEFINE_CAST_BOOL(from, F)

#define EDGEC_DEFINE_CASTS_OF_INTEGER(from, F)                                                                    \
  EDGEC_DEFINE_CASTS_TO_FLOAT(from, F)                                                                            \
  EDGEC_DEFINE_CAST_PLAIN(from, F, s8, int8_t)                                                                    \
  EDGEC_DEFINE_CAST_PLAIN(from, F, s16, int16_t)                                                                  \
  EDGEC_DEFINE_CAST_PLAIN(from, F, s32, int32_t)                                                                  \
  EDGEC_DEFINE_CAST_PLAIN(from, F, s64, int64_t)                                                                  \
  EDGEC_DEFINE_CAST_PLAIN(from, F, u8, uint8_t)                                                                   \
  EDGEC_DEFINE_CAST_PLAIN(from, F, u16, uint16_t)                                                                 \
  EDGEC_DEFINE_CAST_PLAIN(from, F, u32, uint32_t)                                                                 \
  EDGEC_DEFINE_CAST_PLAIN(from, F, u64, uint64_t)

#define EDGEC_DEFINE_CASTS_OF_FLOAT(from, F)                                                                      \
  EDGEC_DEFINE_CASTS_TO_FLOAT(from, F)                                                                            \
  EDGEC_DEFINE_CAST_SATURATING(from, F, s8, int8_t, INT8_MIN, INT8_MAX)                                           \
  EDGEC_DEFINE_CAST_SATURATING(from, F, s16, int16_t, INT16_MIN, INT16_MAX)                                       \
  EDGEC_DEFINE_CAST_SATURATING(from, F, s32, int32_t, INT32_MIN, INT32_MAX)                                       \
  EDGEC_DEFINE_CAST_SATURATING(from, F, s64, int64_t, INT64_MIN, INT64_MAX)                                       \
  EDGEC_DEFINE_CAST_SATURATING(from, F, u8, uint8_t, 0, UINT8_MAX)                                                \
  EDGEC_DEFINE_CAST_SATURATING(from, F, u16, uint16_t, 0, UINT16_MAX)                                             \
  EDGEC_DEFINE_CAST_SATURATING(from, F, u32, uint32_t, 0, UINT32_MAX)                                             \
  EDGEC_DEFINE_CAST_SATURATING(from, F, u64, uint64_t, 0, UINT64_MAX)

EDGEC_DEFINE_CASTS_OF_FLOAT(f32, float)
EDGEC_DEFINE_CASTS_OF_FLOAT(f64, double)
EDGEC_DEFINE_CASTS_OF_INTEGER(s8, int8_t)
EDGEC_DEFINE_CASTS_OF_INTEGER(s16, int16_t)
EDGEC_DEFINE_CASTS_OF_INTEGER(s32, int32_t)
EDGEC_DEFINE_CASTS_OF_INTEGER(s64, int64_t)
EDGEC_DEFINE_CASTS_OF_INTEGER(u8, uint8_t)
EDGEC_DEFINE_CASTS_OF_INTEGER(u16, uint16_t)
EDGEC_DEFINE_CASTS_OF_INTEGER(u32, uint32_t)
EDGEC_DEFINE_CASTS_OF_INTEGER(u64, uint64_t)
EDGEC_DEFINE_CASTS_OF_INTEGER(bool, uint8_t)

#endif
