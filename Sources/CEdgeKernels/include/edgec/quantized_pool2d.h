/* Average pooling of quantized images, channels-last. Semantics: TFLite AVERAGE_POOL_2D; sizes and pads as in
 * pool2d.h.
 */
#ifndef EDGEC_QUANTIZED_POOL2D_H
#define EDGEC_QUANTIZED_POOL2D_H

#include "fixed_point.h"

/* x[batch, ih, iw, c], y[batch, oh, ow, c] = the mean of the taps inside the image, to the nearest, halves away from
 * zero, limited to [lo, hi]. A window without any such tap gives 0. Sums of taps must not exceed 32 bits. */
#define EDGEC_DEFINE_QUANTIZED_AVERAGE_POOL2D(dt, T)                                                              \
  EDGEC_FN void edgec_##dt##_average_pool2d(                                                                      \
      const T *x, T *y, int32_t batch, int32_t ih, int32_t iw, int32_t c, int32_t oh, int32_t ow, int32_t kh,     \
      int32_t kw, int32_t stride_h, int32_t stride_w, int32_t dilation_h, int32_t dilation_w, int32_t pad_top,    \
      int32_t pad_left, int32_t lo, int32_t hi) {                                                                 \
    for (int32_t p = 0; p < batch * oh * ow; ++p, y += c) {                                                       \
      const T *image = x + p / (oh * ow) * (ih * iw * c);                                                         \
      const int32_t y0 = p / ow % oh * stride_h - pad_top, x0 = p % ow * stride_w - pad_left;                     \
      int32_t ky_begin, ky_end, kx_begin, kx_end;                                                                 \
      edgec_window(y0, kh, dilation_h, 0, ih, &ky_begin, &ky_end);                                                \
      edgec_window(x0, kw, dilation_w, 0, iw, &kx_begin, &kx_end);                                                \
      const int32_t count = edgec_max((ky_end - ky_begin) * (kx_end - kx_begin), 1);                              \
      for (int32_t i = 0; i < c; ++i) {                                                                           \
        int32_t sum = 0;                                                                                          \
        for (int32_t ky = ky_begin; ky < ky_end; ++ky) {                                                          \
          for (int32_t kx = kx_begin; kx < kx_end; ++kx) {                                                        \
            sum += image[((y0 + ky * dilation_h) * iw + x0 + kx * dilation_w) * c + i];                           \
          }                                                                                                       \
        }                                                                                                         \
        y[i] = (T)edgec_placed((sum + (sum > 0 ? count / 2 : -(count / 2))) / count, 0, lo, hi);                  \
      }                                                                                                           \
    }                                                                                                             \
  }

EDGEC_DEFINE_QUANTIZED_AVERAGE_POOL2D(qs8, int8_t)
EDGEC_DEFINE_QUANTIZED_AVERAGE_POOL2D(qu8, uint8_t)
EDGEC_DEFINE_QUANTIZED_AVERAGE_POOL2D(qs16, int16_t)

#endif
