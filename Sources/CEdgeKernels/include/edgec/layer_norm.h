/* Layer normalisation and root mean square normalisation of the rows of a matrix. Semantics: ONNX LayerNormalization
 * and RMSNormalization; the variance is that of the centred numbers, so that a large mean costs no digits.
 */
#ifndef EDGEC_LAYER_NORM_H
#define EDGEC_LAYER_NORM_H

#include <math.h>

#include "reduce_sum.h"

/* The sum of x[0], ..., x[n - 1]. */
EDGEC_FN double edgec_f64_row_sum(const double *x, int32_t n) {
  double sum = 0.0;
  for (int32_t i = 0; i < n; ++i) sum += x[i];
  return sum;
}

EDGEC_FN float edgec_f32_row_sum(const float *x, int32_t n) { return edgec_f32_strided_sum(x, n, 1); }

/* The sum of squares of x[0] - shift, ..., x[n - 1] - shift. */
EDGEC_FN double edgec_f64_row_squares(const double *x, int32_t n, double shift) {
  double sum = 0.0;
  for (int32_t i = 0; i < n; ++i) sum += (x[i] - shift) * (x[i] - shift);
  return sum;
}

EDGEC_FN float edgec_f32_row_squares(const float *x, int32_t n, float shift) {
  edgec_f32_long_sum total = {0.0f, 0.0f, 0.0f, 0};
  for (int32_t start = 0; start < n; start += EDGEC_SUM_BLOCK) {
    const int32_t end = edgec_min(n, start + EDGEC_SUM_BLOCK);
    float block = 0.0f;
    for (int32_t i = start; i < end; ++i) block += (x[i] - shift) * (x[i] - shift);
    edgec_f32_long_sum_add(&total, block);
  }
  return edgec_f32_long_sum_result(total);
}

/* Each of rows rows of n numbers: y = (x - mean) / sqrt(variance + epsilon) * scale + bias, where rms_norm takes the
 * mean as 0. scale[n] and bias[n] may be NULL. y may be x. */
#define EDGEC_DEFINE_LAYER_NORM(dt, T, square_root)                                                               \
  EDGEC_FN void edgec_##dt##_normalize_row(const T *x, const T *scale, const T *bias, T *y, int32_t n, T mean,    \
                                           T epsilon) {                                                           \
    const T factor = (T)1 / square_root(edgec_##dt##_row_squares(x, n, mean) / (T)n + epsilon);                   \
    for (int32_t i = 0; i < n; ++i) {                                                                             \
      T v = (x[i] - mean) * factor;                                                                               \
      if (scale) v *= scale[i];                                                                                   \
      if (bias) v += bias[i];                                                                                     \
      y[i] = v;                                                                                                   \
    }                                                                                                             \
  }                                                                                                               \
  EDGEC_FN void edgec_##dt##_layer_norm(const T *x, const T *scale, const T *bias, T *y, int32_t rows, int32_t n, \
                                        T epsilon) {                                                              \
    for (int32_t r = 0; r < rows; ++r, x += n, y += n) {                                                          \
      const T mean = edgec_##dt##_row_sum(x, n) / (T)n;                                                           \
      edgec_##dt##_normalize_row(x, scale, bias, y, n, mean, epsilon);                                            \
    }                                                                                                             \
  }                                                                                                               \
  EDGEC_FN void edgec_##dt##_rms_norm(const T *x, const T *scale, const T *bias, T *y, int32_t rows, int32_t n,   \
                                      T epsilon) {                                                                \
    for (int32_t r = 0; r < rows; ++r, x += n, y += n) {                                                          \
      edgec_##dt##_normalize_row(x, scale, bias, y, n, (T)0, epsilon);                                            \
    }                                                                                                             \
  }

EDGEC_DEFINE_LAYER_NORM(f32, float, sqrtf)
EDGEC_DEFINE_LAYER_NORM(f64, double, sqrt)

#endif
