/* Rows of dot products of quantized numbers: TFLite FULLY_CONNECTED, and convolutions with windows of one pixel. */
#ifndef EDGEC_QUANTIZED_FULLY_CONNECTED_H
#define EDGEC_QUANTIZED_FULLY_CONNECTED_H

#include "quantized_dot.h"

/* y[m, n] = clamp(scaled((x[m, k] - x_zero) * (w[n, k] - w_zero)^T + bias[n]) + y_zero, lo, hi); bias may be NULL.
 *
 * Output j is scaled by the factor at position j * step of the tables (see edgec_scaled_by): step is 0 where one factor
 * serves all. With bias -= x_zero * (sum of w - w_zero) the same results have x_zero = 0. */
#define EDGEC_DEFINE_QUANTIZED_FULLY_CONNECTED(dt, X, W, B, S, I)                                                 \
  EDGEC_FN void edgec_##dt##_fully_connected(                                                                     \
      const X *x, const W *w, const B *bias, X *y, int32_t m, int32_t k, int32_t n, int32_t x_zero,               \
      int32_t w_zero, int32_t rounding, const int32_t *multiplier, const int8_t *shift, const double *twice,      \
      int32_t step, int32_t y_zero, int32_t lo, int32_t hi) {                                                     \
    for (int32_t i = 0; i < m; ++i, x += k) {                                                                     \
      for (int32_t j = 0; j < n;) {                                                                               \
        const int32_t rows = n - j >= 4 ? 4 : 1;                                                                  \
        S sum[4] = {0, 0, 0, 0};                                                                                  \
        if (rows == 4) {                                                                                          \
          edgec_##dt##_dot4(x, w + j * k, sum, k, k, x_zero, w_zero);                                             \
        } else {                                                                                                  \
          edgec_##dt##_dot(x, w + j * k, sum, k, x_zero, w_zero);                                                 \
        }                                                                                                         \
        for (int32_t r = 0; r < rows; ++r, ++j) {                                                                 \
          const I total = (I)(bias ? sum[r] + (S)bias[j] : sum[r]);                                               \
          const int32_t v = edgec_scaled_by(total, rounding, multiplier, shift, twice, j * step);                 \
          *y++ = (X)edgec_placed(v, y_zero, lo, hi);                                                              \
        }                                                                                                         \
      }                                                                                                           \
    }                                                                                                             \
  }

EDGEC_DEFINE_QUANTIZED_FULLY_CONNECTED(qs8, int8_t, int8_t, int32_t, uint32_t, int32_t)
EDGEC_DEFINE_QUANTIZED_FULLY_CONNECTED(qu8, uint8_t, uint8_t, int32_t, uint32_t, int32_t)
EDGEC_DEFINE_QUANTIZED_FULLY_CONNECTED(qs16, int16_t, int8_t, int64_t, uint64_t, int64_t)

#endif
