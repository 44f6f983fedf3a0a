/* softmax and log_softmax along one axis. Semantics: ONNX Softmax-13 and LogSoftmax-13, computed relative to the
 * largest element so that nothing overflows.
 */
#ifndef EDGEC_SOFTMAX_H
#define EDGEC_SOFTMAX_H

#include <math.h>

#include "base.h"

/* strided_max: the largest of x[0], x[step], ...; n > 0. A NaN anywhere is the result.
 * strided_exp_sum: the sum of exp(x[i * step] - shift), in blocks so that rounding errors stay small.
 *
 * softmax: x and y are [outer, axis, inner]; y = exp(x) / sum over axis of exp(x). y may be x.
 * log_softmax: the same sizes; y = x - log(sum over axis of exp(x)). y may be x. */
#define EDGEC_DEFINE_SOFTMAX(dt, T, exp_t, log_t)                                                                 \
  EDGEC_FN T edgec_##dt##_strided_max(const T *x, int32_t n, int32_t step) {                                      \
    T m = x[0];                                                                                                   \
    for (int32_t i = 1; i < n; ++i) m = x[i * step] > m || x[i * step] != x[i * step] ? x[i * step] : m;          \
    return m;                                                                                                     \
  }                                                                                                               \
  EDGEC_FN T edgec_##dt##_strided_exp_sum(const T *x, int32_t n, int32_t step, T shift) {                         \
    T total = 0;                                                                                                  \
    for (int32_t start = 0; start < n; start += 64) {                                                             \
      const int32_t end = edgec_min(n, start + 64);                                                               \
      T sum = 0;                                                                                                  \
      for (int32_t i = start; i < end; ++i) sum += exp_t(x[i * step] - shift);                                    \
      total += sum;                                                                                               \
    }                                                                                                             \
    return total;                                                                                                 \
  }                                                                                                               \
  EDGEC_FN void edgec_##dt##_softmax(const T *x, T *y, int32_t outer, int32_t axis, int32_t inner) {              \
    if (axis == 0) return;                                                                                        \
    for (int32_t o = 0; o < outer; ++o, x += axis * inner, y += axis * inner) {                                   \
      for (int32_t j = 0; j < inner; ++j) {                                                                       \
        const T largest = edgec_##dt##_strided_max(x + j, axis, inner);                                           \
        const T scale = 1 / edgec_##dt##_strided_exp_sum(x + j, axis, inner, largest);                            \
        for (int32_t i = 0; i < axis; ++i) y[i * inner + j] = exp_t(x[i * inner + j] - largest) * scale;          \
      }                                                                                                           \
    }                                                                                                             \
  }                                                                                                               \
  EDGEC_FN void edgec_##dt##_log_softmax(const T *x, T *y, int32_t outer, int32_t axis, int32_t inner) {          \
    if (axis == 0) return;                                                                                        \
    for (int32_t o = 0; o < outer; ++o, x += axis * inner, y += axis * inner) {                                   \
      for (int32_t j = 0; j < inner; ++j) {                                                                       \
        const T largest = edgec_##dt##_strided_max(x + j, axis, inner);                                           \
        const T log_sum = log_t(edgec_##dt##_strided_exp_sum(x + j, axis, inner, largest));                       \
        for (int32_t i = 0; i < axis; ++i) y[i * inner + j] = (x[i * inner + j] - largest) - log_sum;             \
      }                                                                                                           \
    }                                                                                                             \
  }

EDGEC_DEFINE_SOFTMAX(f32, float, expf, logf)
EDGEC_DEFINE_SOFTMAX(f64, double, exp, log)

#endif
