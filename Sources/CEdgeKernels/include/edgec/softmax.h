/* softmax and log_softmax along one axis. Semantics: ONNX Softmax-13 and LogSoftmax-13, computed relative to the
 * largest element so that nothing overflows.
 */
#ifndef EDGEC_SOFTMAX_H
#define EDGEC_SOFTMAX_H

#include <math.h>

#include "base.h"

/* The largest of x[0], x[step], ...; n > 0. A NaN anywhere is the result. */
EDGEC_FN float edgec_f32_strided_max(const float *x, int32_t n, int32_t step) {
  float m = x[0];
  for (int32_t i = 1; i < n; ++i) m = x[i * step] > m || x[i * step] != x[i * step] ? x[i * step] : m;
  return m;
}

/* The sum of exp(x[i * step] - shift), in blocks so that rounding errors stay small. */
EDGEC_FN float edgec_f32_strided_exp_sum(const float *x, int32_t n, int32_t step, float shift) {
  float total = 0.0f;
  for (int32_t start = 0; start < n; start += 64) {
    const int32_t end = edgec_min(n, start + 64);
    float sum = 0.0f;
    for (int32_t i = start; i < end; ++i) sum += expf(x[i * step] - shift);
    total += sum;
  }
  return total;
}

/* x and y are [outer, axis, inner]; y = exp(x) / sum over axis of exp(x). y may be x. */
EDGEC_FN void edgec_f32_softmax(const float *x, float *y, int32_t outer, int32_t axis, int32_t inner) {
  if (axis == 0) return;
  for (int32_t o = 0; o < outer; ++o, x += axis * inner, y += axis * inner) {
    for (int32_t j = 0; j < inner; ++j) {
      const float largest = edgec_f32_strided_max(x + j, axis, inner);
      const float scale = 1.0f / edgec_f32_strided_exp_sum(x + j, axis, inner, largest);
      for (int32_t i = 0; i < axis; ++i) y[i * inner + j] = expf(x[i * inner + j] - largest) * scale;
    }
  }
}

/* x and y are [outer, axis, inner]; y = x - log(sum over axis of exp(x)). y may be x. */
EDGEC_FN void edgec_f32_log_softmax(const float *x, float *y, int32_t outer, int32_t axis, int32_t inner) {
  if (axis == 0) return;
  for (int32_t o = 0; o < outer; ++o, x += axis * inner, y += axis * inner) {
    for (int32_t j = 0; j < inner; ++j) {
      const float largest = edgec_f32_strided_max(x + j, axis, inner);
      const float log_sum = logf(edgec_f32_strided_exp_sum(x + j, axis, inner, largest));
      for (int32_t i = 0; i < axis; ++i) y[i * inner + j] = (x[i * inner + j] - largest) - log_sum;
    }
  }
}

#endif
