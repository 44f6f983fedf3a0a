/* Transposed convolution of quantized images, channels-last. Semantics: TFLite TRANSPOSE_CONV; what no tap reaches is
 * the bias.
 */
#ifndef EDGEC_QUANTIZED_CONV_TRANSPOSE2D_H
#define EDGEC_QUANTIZED_CONV_TRANSPOSE2D_H

#include "quantized_dot.h"

/* x[batch, ih, iw, ic], w[oc, kh, kw, ic], y[batch, oh, ow, oc]: pixel p of x, tap t of the kernel and position q of y
 * belong together when q + pad = p * stride + t. Bias, factors and limits as in edgec_qs8_conv2d. */
#define EDGEC_DEFINE_QUANTIZED_CONV_TRANSPOSE2D(dt, X, W, B, S, I)                                                \
  EDGEC_FN void edgec_##dt##_conv_transpose2d(                                                                    \
      const X *x, const W *w, const B *bias, X *y, int32_t batch, int32_t ih, int32_t iw, int32_t ic, int32_t oh, \
      int32_t ow, int32_t oc, int32_t kh, int32_t kw, int32_t stride_h, int32_t stride_w, int32_t pad_top,        \
      int32_t pad_left, int32_t x_zero, int32_t w_zero, int32_t rounding, const int32_t *multiplier,              \
      const int8_t *shift, const double *twice, int32_t step, int32_t y_zero, int32_t lo, int32_t hi) {           \
    const int32_t filter = kh * kw * ic;                                                                          \
    for (int32_t p = 0; p < batch * oh * ow; ++p) {                                                               \
      const X *image = x + p / (oh * ow) * (ih * iw * ic);                                                        \
      const int32_t qy = p / ow % oh + pad_top, qx = p % ow + pad_left;                                           \
      for (int32_t o = 0; o < oc;) {                                                                              \
        const int32_t rows = oc - o >= 4 ? 4 : 1;                                                                 \
        S sum[4] = {0, 0, 0, 0};                                                                                  \
        for (int32_t ky = qy % stride_h; ky < kh && ky <= qy; ky += stride_h) {                                   \
          const int32_t row = (qy - ky) / stride_h;                                                               \
          if (row >= ih) continue;                                                                                \
          for (int32_t kx = qx % stride_w; kx < kw && kx <= qx; kx += stride_w) {                                 \
            const int32_t column = (qx - kx) / stride_w;                                                          \
            const X *pixel = image + (row * iw + column) * ic;                                                    \
            const W *tap = w + o * filter + (ky * kw + kx) * ic;                                                  \
            if (column >= iw) continue;                                                                           \
            if (rows == 4) {                                                                                      \
              edgec_##dt##_dot4(pixel, tap, sum, ic, filter, x_zero, w_zero);                                     \
            } else {                                                                                              \
              edgec_##dt##_dot(pixel, tap, sum, ic, x_zero, w_zero);                                              \
            }                                                                                                     \
          }                                                                                                       \
        }                                                                                                         \
        for (int32_t r = 0; r < rows; ++r, ++o) {                                                                 \
          const I total = (I)(bias ? sum[r] + (S)bias[o] : sum[r]);                                               \
          const int32_t v = edgec_scaled_by(total, rounding, multiplier, shift, twice, o * step);                 \
          *y++ = (X)edgec_placed(v, y_zero, lo, hi);                                                              \
        }                                                                                                         \
      }                                                                                                           \
    }                                                                                                             \
  }

EDGEC_DEFINE_QUANTIZED_CONV_TRANSPOSE2D(qs8, int8_t, int8_t, int32_t, uint32_t, int32_t)
EDGEC_DEFINE_QUANTIZED_CONV_TRANSPOSE2D(qs16, int16_t, int8_t, int64_t, uint64_t, int64_t)

#endif
