/* The loop of unary elementwise kernels, and those that need no mathematical library:
 * abs, neg, sign, clip (which is also relu and relu6), leaky_relu, thresholded_relu, hard_sigmoid, hard_swish,
 * shrink, softsign, reciprocal, is_nan, is_inf. Semantics: the ONNX operators of these names.
 *
 * All have the signature (x, y, n, parameters); y may be x when the element sizes agree.
 */
#ifndef EDGEC_UNARY_H
#define EDGEC_UNARY_H

#include "base.h"

/* Defines NAME(x, y, n) from the element function out_t NAME_element(in_t x). */
#define EDGEC_DEFINE_UNARY(NAME, in_t, out_t)                                                                     \
  EDGEC_FN void NAME(const in_t *x, out_t *y, int32_t n) {                                                        \
    for (int32_t i = 0; i < n; ++i) y[i] = NAME##_element(x[i]);                                                  \
  }

/* Limits to [lo, hi]; NaN stays NaN; where lo > hi the result is hi. */
#define EDGEC_DEFINE_CLIP(dt, T)                                                                                  \
  EDGEC_FN void edgec_##dt##_clip(const T *x, T *y, int32_t n, T lo, T hi) {                                      \
    for (int32_t i = 0; i < n; ++i) {                                                                             \
      const T v = x[i] < lo ? lo : x[i];                                                                          \
      y[i] = v > hi ? hi : v;                                                                                     \
    }                                                                                                             \
  }

EDGEC_DEFINE_CLIP(f32, float)
EDGEC_DEFINE_CLIP(f64, double)
EDGEC_DEFINE_CLIP(s8, int8_t)
EDGEC_DEFINE_CLIP(s16, int16_t)
EDGEC_DEFINE_CLIP(s32, int32_t)
EDGEC_DEFINE_CLIP(s64, int64_t)
EDGEC_DEFINE_CLIP(u8, uint8_t)
EDGEC_DEFINE_CLIP(u16, uint16_t)
EDGEC_DEFINE_CLIP(u32, uint32_t)
EDGEC_DEFINE_CLIP(u64, uint64_t)

/* abs, neg and sign of integers; the lowest value is its own negative. U: see arithmetic.h. */
#define EDGEC_DEFINE_SIGNED_UNARY(dt, T, U)                                                                       \
  EDGEC_FN T edgec_##dt##_neg_element(T x) { return (T)((U)0 - (U)x); }                                           \
  EDGEC_FN T edgec_##dt##_abs_element(T x) { return x < 0 ? edgec_##dt##_neg_element(x) : x; }                    \
  EDGEC_FN T edgec_##dt##_sign_element(T x) { return (T)((x > 0) - (x < 0)); }                                    \
  EDGEC_DEFINE_UNARY(edgec_##dt##_neg, T, T)                                                                      \
  EDGEC_DEFINE_UNARY(edgec_##dt##_abs, T, T)                                                                      \
  EDGEC_DEFINE_UNARY(edgec_##dt##_sign, T, T)

EDGEC_DEFINE_SIGNED_UNARY(s8, int8_t, uint32_t)
EDGEC_DEFINE_SIGNED_UNARY(s16, int16_t, uint32_t)
EDGEC_DEFINE_SIGNED_UNARY(s32, int32_t, uint32_t)
EDGEC_DEFINE_SIGNED_UNARY(s64, int64_t, uint64_t)

#define EDGEC_DEFINE_UNSIGNED_UNARY(dt, T)                                                                        \
  EDGEC_FN T edgec_##dt##_sign_element(T x) { return x > 0; }                                                     \
  EDGEC_DEFINE_UNARY(edgec_##dt##_sign, T, T)

EDGEC_DEFINE_UNSIGNED_UNARY(u8, uint8_t)
EDGEC_DEFINE_UNSIGNED_UNARY(u16, uint16_t)
EDGEC_DEFINE_UNSIGNED_UNARY(u32, uint32_t)
EDGEC_DEFINE_UNSIGNED_UNARY(u64, uint64_t)

/* The kernels of both float types. abs and neg also act on the sign of zero; sign of NaN is NaN.
 * hard_sigmoid: max(0, min(1, alpha * x + beta)). hard_swish: x * hard_sigmoid(x) with alpha 1/6 and beta 0.5.
 * thresholded_relu: x where x > alpha (or x is NaN), else 0. shrink: x + bias below -lambda, x - bias above lambda,
 * else 0. is_inf detects each sign as asked. */
#define EDGEC_DEFINE_FLOAT_UNARY(dt, T)                                                                           \
  EDGEC_FN T edgec_##dt##_neg_element(T x) { return -x; }                                                         \
  EDGEC_FN T edgec_##dt##_abs_element(T x) { return x < 0 ? -x : x + 0; }                                         \
  EDGEC_FN T edgec_##dt##_sign_element(T x) { return x > 0 ? (T)1 : x < 0 ? (T)-1 : x; }                          \
  EDGEC_FN T edgec_##dt##_reciprocal_element(T x) { return 1 / x; }                                               \
  EDGEC_FN T edgec_##dt##_softsign_element(T x) { return x / (1 + edgec_##dt##_abs_element(x)); }                 \
  EDGEC_FN T edgec_##dt##_hard_swish_element(T x) {                                                               \
    const T gate = x / 6 + (T)0.5;                                                                                \
    return x * (gate < 0 ? 0 : gate > 1 ? 1 : gate);                                                              \
  }                                                                                                               \
  EDGEC_FN uint8_t edgec_##dt##_is_nan_element(T x) { return x != x; }                                            \
  EDGEC_DEFINE_UNARY(edgec_##dt##_neg, T, T)                                                                      \
  EDGEC_DEFINE_UNARY(edgec_##dt##_abs, T, T)                                                                      \
  EDGEC_DEFINE_UNARY(edgec_##dt##_sign, T, T)                                                                     \
  EDGEC_DEFINE_UNARY(edgec_##dt##_reciprocal, T, T)                                                               \
  EDGEC_DEFINE_UNARY(edgec_##dt##_softsign, T, T)                                                                 \
  EDGEC_DEFINE_UNARY(edgec_##dt##_hard_swish, T, T)                                                               \
  EDGEC_DEFINE_UNARY(edgec_##dt##_is_nan, T, uint8_t)                                                             \
  EDGEC_FN void edgec_##dt##_is_inf(const T *x, uint8_t *y, int32_t n, int32_t negative, int32_t positive) {      \
    for (int32_t i = 0; i < n; ++i) {                                                                             \
      const int is_inf = x[i] - x[i] != 0 && x[i] == x[i];                                                        \
      y[i] = is_inf && (x[i] < 0 ? negative : positive);                                                          \
    }                                                                                                             \
  }                                                                                                               \
  EDGEC_FN void edgec_##dt##_leaky_relu(const T *x, T *y, int32_t n, T alpha) {                                   \
    for (int32_t i = 0; i < n; ++i) y[i] = x[i] < 0 ? alpha * x[i] : x[i];                                        \
  }                                                                                                               \
  EDGEC_FN void edgec_##dt##_thresholded_relu(const T *x, T *y, int32_t n, T alpha) {                             \
    for (int32_t i = 0; i < n; ++i) y[i] = x[i] <= alpha ? 0 : x[i];                                              \
  }                                                                                                               \
  EDGEC_FN void edgec_##dt##_shrink(const T *x, T *y, int32_t n, T lambda, T bias) {                              \
    for (int32_t i = 0; i < n; ++i) {                                                                             \
      y[i] = x[i] < -lambda ? x[i] + bias : x[i] > lambda ? x[i] - bias : 0;                                      \
    }                                                                                                             \
  }                                                                                                               \
  EDGEC_FN void edgec_##dt##_hard_sigmoid(const T *x, T *y, int32_t n, T alpha, T beta) {                         \
    for (int32_t i = 0; i < n; ++i) {                                                                             \
      const T v = alpha * x[i] + beta;                                                                            \
      y[i] = v < 0 ? 0 : v > 1 ? 1 : v;                                                                           \
    }                                                                                                             \
  }

EDGEC_DEFINE_FLOAT_UNARY(f32, float)
EDGEC_DEFINE_FLOAT_UNARY(f64, double)

#endif
