/* Determinants of square matrices, by elimination with partial pivoting in double precision. Semantics: ONNX Det. */
#ifndef EDGEC_DETERMINANT_H
#define EDGEC_DETERMINANT_H

#include "base.h"

/* The determinant of a[n, n], which is used up. */
EDGEC_FN double edgec_f64_eliminate(double *a, int32_t n) {
  double result = 1.0;
  for (int32_t k = 0; k < n; ++k) {
    int32_t pivot = k;
    for (int32_t i = k + 1; i < n; ++i) {
      const double v = a[i * n + k], best = a[pivot * n + k];
      if ((v < 0.0 ? -v : v) > (best < 0.0 ? -best : best)) pivot = i;
    }
    for (int32_t j = k; pivot != k && j < n; ++j) {
      const double v = a[k * n + j];
      a[k * n + j] = a[pivot * n + j];
      a[pivot * n + j] = v;
    }
    const double head = a[k * n + k];
    result *= pivot == k ? head : -head;
    if (head == 0.0) return result;
    for (int32_t i = k + 1; i < n; ++i) {
      const double factor = a[i * n + k] / head;
      for (int32_t j = k + 1; j < n; ++j) a[i * n + j] -= factor * a[k * n + j];
    }
  }
  return result;
}

/* y[i] is the determinant of x[i, n, n], for count matrices. work holds n * n doubles. */
#define EDGEC_DEFINE_DETERMINANT(dt, T)                                                                           \
  EDGEC_FN void edgec_##dt##_determinant(const T *x, T *y, double *work, int32_t count, int32_t n) {              \
    for (int32_t i = 0; i < count; ++i, x += n * n) {                                                             \
      for (int32_t j = 0; j < n * n; ++j) work[j] = (double)x[j];                                                 \
      y[i] = (T)edgec_f64_eliminate(work, n);                                                                     \
    }                                                                                                             \
  }

EDGEC_DEFINE_DETERMINANT(f32, float)
EDGEC_DEFINE_DETERMINANT(f64, double)

#endif
