/* Inverses of square matrices. Semantics: ONNX Runtime Inverse, by Gauss-Jordan elimination with the largest pivot. */
#ifndef EDGEC_INVERSE_H
#define EDGEC_INVERSE_H

#include <math.h>

#include "base.h"

/* edgec_<dt>_inverse: y[i] = the inverse of x[i], count matrices of n * n elements; work holds one matrix. */
#define EDGEC_DEFINE_INVERSE(dt, T, magnitude)                                                                    \
  EDGEC_FN void edgec_##dt##_inverse_rows(T *a, int32_t n, int32_t pivot, int32_t column) {                       \
    for (int32_t k = 0; k < n; ++k) {                                                                             \
      const T held = a[pivot * n + k];                                                                            \
      a[pivot * n + k] = a[column * n + k];                                                                       \
      a[column * n + k] = held;                                                                                   \
    }                                                                                                             \
  }                                                                                                               \
  EDGEC_FN void edgec_##dt##_inverse_one(T *a, T *y, int32_t n) {                                                 \
    for (int32_t i = 0; i < n * n; ++i) y[i] = i / n == i % n ? (T)1 : (T)0;                                      \
    for (int32_t column = 0; column < n; ++column) {                                                              \
      int32_t pivot = column;                                                                                     \
      for (int32_t row = column; row < n; ++row) {                                                                \
        if (magnitude(a[row * n + column]) > magnitude(a[pivot * n + column])) pivot = row;                       \
      }                                                                                                           \
      edgec_##dt##_inverse_rows(a, n, pivot, column);                                                             \
      edgec_##dt##_inverse_rows(y, n, pivot, column);                                                             \
      const T scale = (T)1 / a[column * n + column];                                                              \
      for (int32_t k = 0; k < n; ++k) {                                                                           \
        a[column * n + k] *= scale;                                                                               \
        y[column * n + k] *= scale;                                                                               \
      }                                                                                                           \
      for (int32_t row = 0; row < n; ++row) {                                                                     \
        if (row == column) continue;                                                                              \
        const T factor = a[row * n + column];                                                                     \
        for (int32_t k = 0; k < n; ++k) {                                                                         \
          a[row * n + k] -= factor * a[column * n + k];                                                           \
          y[row * n + k] -= factor * y[column * n + k];                                                           \
        }                                                                                                         \
      }                                                                                                           \
    }                                                                                                             \
  }                                                                                                               \
  EDGEC_FN void edgec_##dt##_inverse(const T *x, T *y, T *work, int32_t count, int32_t n) {                       \
    for (int32_t i = 0; i < count; ++i) {                                                                         \
      memcpy(work, x + i * n * n, (size_t)(n * n) * sizeof(T));                                                   \
      edgec_##dt##_inverse_one(work, y + i * n * n, n);                                                           \
    }                                                                                                             \
  }

EDGEC_DEFINE_INVERSE(f32, float, fabsf)
EDGEC_DEFINE_INVERSE(f64, double, fabs)

#endif
