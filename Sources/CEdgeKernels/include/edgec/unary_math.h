/* Unary elementwise kernels on the mathematical library: exp log sqrt reciprocal_sqrt sin cos tan asin acos atan
 * sinh cosh tanh asinh acosh atanh erf floor ceil round sigmoid softplus mish gelu gelu_tanh swish elu selu celu, for
 * f32 and f64.
 * Signatures: see unary.h; y may be x. Semantics: the ONNX operators of these names.
 */
#ifndef EDGEC_UNARY_MATH_H
#define EDGEC_UNARY_MATH_H

#include <math.h>

#include "unary.h"

/* In the macros below, s is the suffix that <math.h> gives to functions of T. */
#define EDGEC_DEFINE_LIBRARY_UNARY(NAME, T, function)                                                             \
  EDGEC_FN T NAME##_element(T x) { return function(x); }                                                          \
  EDGEC_DEFINE_UNARY(NAME, T, T)

#define EDGEC_DEFINE_LIBRARY_UNARIES(dt, T, s)                                                                    \
  EDGEC_DEFINE_LIBRARY_UNARY(edgec_##dt##_exp, T, exp##s)                                                         \
  EDGEC_DEFINE_LIBRARY_UNARY(edgec_##dt##_log, T, log##s)                                                         \
  EDGEC_DEFINE_LIBRARY_UNARY(edgec_##dt##_sqrt, T, sqrt##s)                                                       \
  EDGEC_DEFINE_LIBRARY_UNARY(edgec_##dt##_sin, T, sin##s)                                                         \
  EDGEC_DEFINE_LIBRARY_UNARY(edgec_##dt##_cos, T, cos##s)                                                         \
  EDGEC_DEFINE_LIBRARY_UNARY(edgec_##dt##_tan, T, tan##s)                                                         \
  EDGEC_DEFINE_LIBRARY_UNARY(edgec_##dt##_asin, T, asin##s)                                                       \
  EDGEC_DEFINE_LIBRARY_UNARY(edgec_##dt##_acos, T, acos##s)                                                       \
  EDGEC_DEFINE_LIBRARY_UNARY(edgec_##dt##_atan, T, atan##s)                                                       \
  EDGEC_DEFINE_LIBRARY_UNARY(edgec_##dt##_sinh, T, sinh##s)                                                       \
  EDGEC_DEFINE_LIBRARY_UNARY(edgec_##dt##_cosh, T, cosh##s)                                                       \
  EDGEC_DEFINE_LIBRARY_UNARY(edgec_##dt##_tanh, T, tanh##s)                                                       \
  EDGEC_DEFINE_LIBRARY_UNARY(edgec_##dt##_asinh, T, asinh##s)                                                     \
  EDGEC_DEFINE_LIBRARY_UNARY(edgec_##dt##_acosh, T, acosh##s)                                                     \
  EDGEC_DEFINE_LIBRARY_UNARY(edgec_##dt##_atanh, T, atanh##s)                                                     \
  EDGEC_DEFINE_LIBRARY_UNARY(edgec_##dt##_erf, T, erf##s)                                                         \
  EDGEC_DEFINE_LIBRARY_UNARY(edgec_##dt##_floor, T, floor##s)                                                     \
  EDGEC_DEFINE_LIBRARY_UNARY(edgec_##dt##_ceil, T, ceil##s)                                                       \
  EDGEC_DEFINE_LIBRARY_UNARY(edgec_##dt##_round, T, rint##s) /* half to even */

/* Each is arranged so that nothing overflows and no small result is the difference of large numbers:
 * sigmoid divides by a sum between 1 and 2; softplus is max(x, 0) + log(1 + exp(-|x|)); mish is x * tanh(softplus);
 * swish is x * sigmoid(alpha * x);
 * gelu is x * Phi(x) with the complementary error function; gelu_tanh is its approximation x * sigmoid(2u),
 * u = sqrt(2/pi) * (x + 0.044715 x^3), as 0.5 (1 + tanh u) is sigmoid(2u). */
#define EDGEC_DEFINE_COMPOSED_UNARIES(dt, T, s)                                                                   \
  EDGEC_FN T edgec_##dt##_reciprocal_sqrt_element(T x) { return 1 / sqrt##s(x); }                                 \
  EDGEC_FN T edgec_##dt##_sigmoid_element(T x) {                                                                  \
    const T e = exp##s(x < 0 ? x : -x);                                                                           \
    return (x < 0 ? e : 1) / (1 + e);                                                                             \
  }                                                                                                               \
  EDGEC_FN T edgec_##dt##_softplus_element(T x) { return (x < 0 ? 0 : x) + log1p##s(exp##s(x < 0 ? x : -x)); }    \
  EDGEC_FN T edgec_##dt##_mish_element(T x) { return x * tanh##s(edgec_##dt##_softplus_element(x)); }             \
  EDGEC_FN T edgec_##dt##_gelu_element(T x) { return (T)0.5 * x * erfc##s(x * (T)-0.70710678118654752440); }      \
  EDGEC_FN T edgec_##dt##_gelu_tanh_element(T x) {                                                                \
    return x * edgec_##dt##_sigmoid_element((T)1.5957691216057307117 * (x + (T)0.044715 * x * x * x));            \
  }                                                                                                               \
  EDGEC_DEFINE_UNARY(edgec_##dt##_reciprocal_sqrt, T, T)                                                          \
  EDGEC_DEFINE_UNARY(edgec_##dt##_sigmoid, T, T)                                                                  \
  EDGEC_DEFINE_UNARY(edgec_##dt##_softplus, T, T)                                                                 \
  EDGEC_DEFINE_UNARY(edgec_##dt##_mish, T, T)                                                                     \
  EDGEC_DEFINE_UNARY(edgec_##dt##_gelu, T, T)                                                                     \
  EDGEC_DEFINE_UNARY(edgec_##dt##_gelu_tanh, T, T)                                                                \
  EDGEC_FN void edgec_##dt##_swish(const T *x, T *y, int32_t n, T alpha) {                                        \
    for (int32_t i = 0; i < n; ++i) y[i] = x[i] * edgec_##dt##_sigmoid_element(alpha * x[i]);                     \
  }                                                                                                               \
  EDGEC_FN void edgec_##dt##_elu(const T *x, T *y, int32_t n, T alpha) {                                          \
    for (int32_t i = 0; i < n; ++i) y[i] = x[i] < 0 ? alpha * expm1##s(x[i]) : x[i];                              \
  }                                                                                                               \
  EDGEC_FN void edgec_##dt##_selu(const T *x, T *y, int32_t n, T alpha, T gamma) {                                \
    for (int32_t i = 0; i < n; ++i) y[i] = gamma * (x[i] < 0 ? alpha * expm1##s(x[i]) : x[i]);                    \
  }                                                                                                               \
  EDGEC_FN void edgec_##dt##_celu(const T *x, T *y, int32_t n, T alpha) {                                         \
    for (int32_t i = 0; i < n; ++i) y[i] = x[i] < 0 ? alpha * expm1##s(x[i] / alpha) : x[i];                      \
  }

EDGEC_DEFINE_LIBRARY_UNARIES(f32, float, f)
EDGEC_DEFINE_LIBRARY_UNARIES(f64, double, )
EDGEC_DEFINE_COMPOSED_UNARIES(f32, float, f)
EDGEC_DEFINE_COMPOSED_UNARIES(f64, double, )

#endif
