/* Elementwise arithmetic: add, sub, mul, div, min, max for every numeric type, mod and fmod for integers; prelu.
 * Signatures: see binary.h; f32 add, sub and mul take (lo, hi) last. Semantics: the ONNX operators of these names.
 *
 * Integers wrap around. Integer division truncates towards zero; a zero divisor gives 0 for div, mod and fmod,
 * and the lowest value divided by -1 wraps to itself. mod takes the divisor's sign, fmod the dividend's.
 * min and max return NaN when either operand is NaN.
 */
#ifndef EDGEC_ARITHMETIC_H
#define EDGEC_ARITHMETIC_H

#include "binary.h"

#define EDGEC_DEFINE_MIN_MAX(dt, T)                                                                               \
  EDGEC_FN T edgec_##dt##_min_element(T a, T b) { return a < b || a != a ? a : b; }                               \
  EDGEC_FN T edgec_##dt##_max_element(T a, T b) { return a > b || a != a ? a : b; }                               \
  EDGEC_DEFINE_BINARY(edgec_##dt##_min, T, T)                                                                     \
  EDGEC_DEFINE_BINARY(edgec_##dt##_max, T, T)

/* U is an unsigned type at least as wide as T and as unsigned int, so that nothing overflows. */
#define EDGEC_DEFINE_WRAPPING(dt, T, U)                                                                           \
  EDGEC_FN T edgec_##dt##_add_element(T a, T b) { return (T)((U)a + (U)b); }                                      \
  EDGEC_FN T edgec_##dt##_sub_element(T a, T b) { return (T)((U)a - (U)b); }                                      \
  EDGEC_FN T edgec_##dt##_mul_element(T a, T b) { return (T)((U)a * (U)b); }                                      \
  EDGEC_DEFINE_BINARY(edgec_##dt##_add, T, T)                                                                     \
  EDGEC_DEFINE_BINARY(edgec_##dt##_sub, T, T)                                                                     \
  EDGEC_DEFINE_BINARY(edgec_##dt##_mul, T, T)                                                                     \
  EDGEC_DEFINE_MIN_MAX(dt, T)

#define EDGEC_DEFINE_DIVISION(dt, T)                                                                              \
  EDGEC_DEFINE_BINARY(edgec_##dt##_div, T, T)                                                                     \
  EDGEC_DEFINE_BINARY(edgec_##dt##_mod, T, T)                                                                     \
  EDGEC_DEFINE_BINARY(edgec_##dt##_fmod, T, T)

#define EDGEC_DEFINE_SIGNED_ARITHMETIC(dt, T, U)                                                                  \
  EDGEC_DEFINE_WRAPPING(dt, T, U)                                                                                 \
  EDGEC_FN T edgec_##dt##_div_element(T a, T b) {                                                                 \
    if (b == 0) return 0;                                                                                         \
    if (b == -1) return (T)((U)0 - (U)a);                                                                         \
    return (T)(a / b);                                                                                            \
  }                                                                                                               \
  EDGEC_FN T edgec_##dt##_fmod_element(T a, T b) {                                                                \
    if (b == 0 || b == -1) return 0;                                                                              \
    return (T)(a % b);                                                                                            \
  }                                                                                                               \
  EDGEC_FN T edgec_##dt##_mod_element(T a, T b) {                                                                 \
    const T r = edgec_##dt##_fmod_element(a, b);                                                                  \
    return r != 0 && (r < 0) != (b < 0) ? (T)(r + b) : r;                                                         \
  }                                                                                                               \
  EDGEC_DEFINE_DIVISION(dt, T)

#define EDGEC_DEFINE_UNSIGNED_ARITHMETIC(dt, T, U)                                                                \
  EDGEC_DEFINE_WRAPPING(dt, T, U)                                                                                 \
  EDGEC_FN T edgec_##dt##_div_element(T a, T b) {                                                                 \
    if (b == 0) return 0;                                                                                         \
    return (T)(a / b);                                                                                            \
  }                                                                                                               \
  EDGEC_FN T edgec_##dt##_fmod_element(T a, T b) {                                                                \
    if (b == 0) return 0;                                                                                         \
    return (T)(a % b);                                                                                            \
  }                                                                                                               \
  EDGEC_FN T edgec_##dt##_mod_element(T a, T b) { return edgec_##dt##_fmod_element(a, b); }                       \
  EDGEC_DEFINE_DIVISION(dt, T)

EDGEC_DEFINE_SIGNED_ARITHMETIC(s8, int8_t, uint32_t)
EDGEC_DEFINE_SIGNED_ARITHMETIC(s16, int16_t, uint32_t)
EDGEC_DEFINE_SIGNED_ARITHMETIC(s32, int32_t, uint32_t)
EDGEC_DEFINE_SIGNED_ARITHMETIC(s64, int64_t, uint64_t)
EDGEC_DEFINE_UNSIGNED_ARITHMETIC(u8, uint8_t, uint32_t)
EDGEC_DEFINE_UNSIGNED_ARITHMETIC(u16, uint16_t, uint32_t)
EDGEC_DEFINE_UNSIGNED_ARITHMETIC(u32, uint32_t, uint32_t)
EDGEC_DEFINE_UNSIGNED_ARITHMETIC(u64, uint64_t, uint64_t)

EDGEC_FN float edgec_f32_add_element(float a, float b) { return a + b; }
EDGEC_FN float edgec_f32_sub_element(float a, float b) { return a - b; }
EDGEC_FN float edgec_f32_mul_element(float a, float b) { return a * b; }
EDGEC_FN float edgec_f32_div_element(float a, float b) { return a / b; }
EDGEC_DEFINE_BINARY_F32_CLAMPED(edgec_f32_add)
EDGEC_DEFINE_BINARY_F32_CLAMPED(edgec_f32_sub)
EDGEC_DEFINE_BINARY_F32_CLAMPED(edgec_f32_mul)
EDGEC_DEFINE_BINARY(edgec_f32_div, float, float)
EDGEC_DEFINE_MIN_MAX(f32, float)

EDGEC_FN double edgec_f64_add_element(double a, double b) { return a + b; }
EDGEC_FN double edgec_f64_sub_element(double a, double b) { return a - b; }
EDGEC_FN double edgec_f64_mul_element(double a, double b) { return a * b; }
EDGEC_FN double edgec_f64_div_element(double a, double b) { return a / b; }
EDGEC_DEFINE_BINARY(edgec_f64_add, double, double)
EDGEC_DEFINE_BINARY(edgec_f64_sub, double, double)
EDGEC_DEFINE_BINARY(edgec_f64_mul, double, double)
EDGEC_DEFINE_BINARY(edgec_f64_div, double, double)
EDGEC_DEFINE_MIN_MAX(f64, double)

/* a where it is not negative, else a * b (the slope). Integers wrap around. */
#define EDGEC_DEFINE_PRELU(dt, T)                                                                                 \
  EDGEC_FN T edgec_##dt##_prelu_element(T a, T b) { return a < 0 ? edgec_##dt##_mul_element(a, b) : a; }          \
  EDGEC_DEFINE_BINARY(edgec_##dt##_prelu, T, T)

EDGEC_DEFINE_PRELU(f32, float)
EDGEC_DEFINE_PRELU(f64, double)
EDGEC_DEFINE_PRELU(s8, int8_t)
EDGEC_DEFINE_PRELU(s16, int16_t)
EDGEC_DEFINE_PRELU(s32, int32_t)
EDGEC_DEFINE_PRELU(s64, int64_t)

#define EDGEC_DEFINE_UNSIGNED_PRELU(dt, T)                                                                        \
  EDGEC_FN T edgec_##dt##_prelu_element(T a, T b) { return (void)b, a; }                                          \
  EDGEC_DEFINE_BINARY(edgec_##dt##_prelu, T, T)

EDGEC_DEFINE_UNSIGNED_PRELU(u8, uint8_t)
EDGEC_DEFINE_UNSIGNED_PRELU(u16, uint16_t)
EDGEC_DEFINE_UNSIGNED_PRELU(u32, uint32_t)
EDGEC_DEFINE_UNSIGNED_PRELU(u64, uint64_t)

#endif
