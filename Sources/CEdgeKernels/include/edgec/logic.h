/* Elementwise logic on bool and bitwise operations on integers: and, or, xor, not, shift_left, shift_right.
 * Signatures of the binary ones: see binary.h. Semantics: ONNX And, BitwiseAnd, BitShift and their like; a shift
 * by the width of the type or more, or by a negative number, leaves the sign alone: -1 for a negative number shifted
 * right, else 0.
 */
#ifndef EDGEC_LOGIC_H
#define EDGEC_LOGIC_H

#include "binary.h"

#define EDGEC_DEFINE_BITWISE(dt, T)                                                                               \
  EDGEC_FN T edgec_##dt##_and_element(T a, T b) { return (T)(a & b); }                                            \
  EDGEC_FN T edgec_##dt##_or_element(T a, T b) { return (T)(a | b); }                                             \
  EDGEC_FN T edgec_##dt##_xor_element(T a, T b) { return (T)(a ^ b); }                                            \
  EDGEC_DEFINE_BINARY(edgec_##dt##_and, T, T)                                                                     \
  EDGEC_DEFINE_BINARY(edgec_##dt##_or, T, T)                                                                      \
  EDGEC_DEFINE_BINARY(edgec_##dt##_xor, T, T)

/* y may be x. */
#define EDGEC_DEFINE_BITWISE_NOT(dt, T)                                                                           \
  EDGEC_FN void edgec_##dt##_not(const T *x, T *y, int32_t n) {                                                   \
    for (int32_t i = 0; i < n; ++i) y[i] = (T)~x[i];                                                              \
  }

/* U is unsigned and no narrower than int. Negative numbers are shifted by way of their complements. */
#define EDGEC_DEFINE_SHIFTS(dt, T, U)                                                                             \
  EDGEC_FN T edgec_##dt##_shift_left_element(T a, T b) {                                                          \
    if ((U)b >= 8 * sizeof(T)) return 0;                                                                          \
    return (T)((U)a << b);                                                                                        \
  }                                                                                                               \
  EDGEC_FN T edgec_##dt##_shift_right_element(T a, T b) {                                                         \
    const int negative = a < (T)1 && a != 0;                                                                      \
    const U fill = negative ? ~(U)0 : 0;                                                                          \
    if ((U)b >= 8 * sizeof(T)) return (T)fill;                                                                    \
    return (T)((((U)a ^ fill) >> b) ^ fill);                                                                      \
  }                                                                                                               \
  EDGEC_DEFINE_BINARY(edgec_##dt##_shift_left, T, T)                                                              \
  EDGEC_DEFINE_BINARY(edgec_##dt##_shift_right, T, T)

EDGEC_DEFINE_BITWISE(bool, uint8_t)
EDGEC_DEFINE_BITWISE(s8, int8_t)
EDGEC_DEFINE_BITWISE(s16, int16_t)
EDGEC_DEFINE_BITWISE(s32, int32_t)
EDGEC_DEFINE_BITWISE(s64, int64_t)
EDGEC_DEFINE_BITWISE(u8, uint8_t)
EDGEC_DEFINE_BITWISE(u16, uint16_t)
EDGEC_DEFINE_BITWISE(u32, uint32_t)
EDGEC_DEFINE_BITWISE(u64, uint64_t)

EDGEC_DEFINE_BITWISE_NOT(s8, int8_t)
EDGEC_DEFINE_BITWISE_NOT(s16, int16_t)
EDGEC_DEFINE_BITWISE_NOT(s32, int32_t)
EDGEC_DEFINE_BITWISE_NOT(s64, int64_t)
EDGEC_DEFINE_BITWISE_NOT(u8, uint8_t)
EDGEC_DEFINE_BITWISE_NOT(u16, uint16_t)
EDGEC_DEFINE_BITWISE_NOT(u32, uint32_t)
EDGEC_DEFINE_BITWISE_NOT(u64, uint64_t)

EDGEC_DEFINE_SHIFTS(s8, int8_t, uint32_t)
EDGEC_DEFINE_SHIFTS(s16, int16_t, uint32_t)
EDGEC_DEFINE_SHIFTS(s32, int32_t, uint32_t)
EDGEC_DEFINE_SHIFTS(s64, int64_t, uint64_t)
EDGEC_DEFINE_SHIFTS(u8, uint8_t, uint32_t)
EDGEC_DEFINE_SHIFTS(u16, uint16_t, uint32_t)
EDGEC_DEFINE_SHIFTS(u32, uint32_t, uint32_t)
EDGEC_DEFINE_SHIFTS(u64, uint64_t, uint64_t)

/* y may be x. */
EDGEC_FN void edgec_bool_not(const uint8_t *x, uint8_t *y, int32_t n) {
  for (int32_t i = 0; i < n; ++i) y[i] = x[i] == 0;
}

#endif
