/* Elementwise pow, and remainders of floats. Signatures: see binary.h. Semantics: ONNX Pow and Mod; fmod takes the
 * dividend's sign, mod the divisor's, also for zero.
 *
 * Integer powers wrap around; a negative exponent truncates the exact value: 0, except for the bases 1 and -1
 * (and 0, whose negative powers are given as 0).
 */
#ifndef EDGEC_POWER_H
#define EDGEC_POWER_H

#include <math.h>

#include "binary.h"

#define EDGEC_DEFINE_POWER_LOOP(dt, T, U)                                                                         \
  EDGEC_FN T edgec_##dt##_power(T base, U exponent) {                                                             \
    U result = 1, square = (U)base;                                                                               \
    for (; exponent != 0; exponent >>= 1, square *= square) {                                                     \
      if (exponent & 1) result *= square;                                                                         \
    }                                                                                                             \
    return (T)result;                                                                                             \
  }

#define EDGEC_DEFINE_SIGNED_POWER(dt, T, U)                                                                       \
  EDGEC_DEFINE_POWER_LOOP(dt, T, U)                                                                               \
  EDGEC_FN T edgec_##dt##_pow_element(T a, T b) {                                                                 \
    if (b >= 0) return edgec_##dt##_power(a, (U)b);                                                               \
    return a == 1 || (a == -1 && b % 2 == 0) ? (T)1 : a == -1 ? (T)-1 : (T)0;                                     \
  }                                                                                                               \
  EDGEC_DEFINE_BINARY(edgec_##dt##_pow, T, T)

#define EDGEC_DEFINE_UNSIGNED_POWER(dt, T, U)                                                                     \
  EDGEC_DEFINE_POWER_LOOP(dt, T, U)                                                                               \
  EDGEC_FN T edgec_##dt##_pow_element(T a, T b) { return edgec_##dt##_power(a, (U)b); }                           \
  EDGEC_DEFINE_BINARY(edgec_##dt##_pow, T, T)

EDGEC_DEFINE_SIGNED_POWER(s8, int8_t, uint32_t)
EDGEC_DEFINE_SIGNED_POWER(s16, int16_t, uint32_t)
EDGEC_DEFINE_SIGNED_POWER(s32, int32_t, uint32_t)
EDGEC_DEFINE_SIGNED_POWER(s64, int64_t, uint64_t)
EDGEC_DEFINE_UNSIGNED_POWER(u8, uint8_t, uint32_t)
EDGEC_DEFINE_UNSIGNED_POWER(u16, uint16_t, uint32_t)
EDGEC_DEFINE_UNSIGNED_POWER(u32, uint32_t, uint32_t)
EDGEC_DEFINE_UNSIGNED_POWER(u64, uint64_t, uint64_t)

EDGEC_FN float edgec_f32_pow_element(float a, float b) { return powf(a, b); }
EDGEC_FN double edgec_f64_pow_element(double a, double b) { return pow(a, b); }
EDGEC_DEFINE_BINARY(edgec_f32_pow, float, float)
EDGEC_DEFINE_BINARY(edgec_f64_pow, double, double)

EDGEC_FN float edgec_f32_fmod_element(float a, float b) { return fmodf(a, b); }
EDGEC_FN double edgec_f64_fmod_element(double a, double b) { return fmod(a, b); }
EDGEC_DEFINE_BINARY(edgec_f32_fmod, float, float)
EDGEC_DEFINE_BINARY(edgec_f64_fmod, double, double)

EDGEC_FN float edgec_f32_mod_element(float a, float b) {
  const float r = fmodf(a, b);
  if (r == 0.0f) return copysignf(r, b);
  return (r < 0.0f) != (b < 0.0f) ? r + b : r;
}
EDGEC_FN double edgec_f64_mod_element(double a, double b) {
  const double r = fmod(a, b);
  if (r == 0.0) return copysign(r, b);
  return (r < 0.0) != (b < 0.0) ? r + b : r;
}
EDGEC_DEFINE_BINARY(edgec_f32_mod, float, float)
EDGEC_DEFINE_BINARY(edgec_f64_mod, double, double)

#endif
