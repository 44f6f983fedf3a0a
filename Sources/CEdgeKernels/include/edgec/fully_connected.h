/* Rows of dot products: ONNX Gemm with transB and TFLite FULLY_CONNECTED. */
#ifndef EDGEC_FULLY_CONNECTED_H
#define EDGEC_FULLY_CONNECTED_H

#include "lanes.h"

/* y[m, n] = clamp(x[m, k] * w[n, k]^T + bias[n]). bias may be NULL. */
EDGEC_FN void edgec_f32_fully_connected(const float *x, const float *w, const float *bias, float *y, int32_t m,
                                        int32_t k, int32_t n, float lo, float hi) {
  for (int32_t i = 0; i < m; ++i, x += k, y += n) {
    for (int32_t j = 0; j < edgec_fours(n); j += 4) {
      float sum[4] = {0.0f, 0.0f, 0.0f, 0.0f};
      edgec_f32_dot4(x, w + j * k, sum, k, k);
      for (int32_t r = 0; r < 4; ++r) y[j + r] = edgec_f32_clamp(bias ? sum[r] + bias[j + r] : sum[r], lo, hi);
    }
    for (int32_t j = edgec_fours(n); j < n; ++j) {
      const float sum = edgec_f32_dot(x, w + j * k, k);
      y[j] = edgec_f32_clamp(bias ? sum + bias[j] : sum, lo, hi);
    }
  }
}

#endif
