/* 2-D pooling, channels-last. Semantics: ONNX MaxPool and AveragePool; ceil_mode is expressed by oh and ow. */
#ifndef EDGEC_POOL2D_H
#define EDGEC_POOL2D_H

#include "base.h"

/* x[batch, ih, iw, c], y[batch, oh, ow, c] = the largest tap inside the image; NaN wins, and a window without a
 * tap inside gives minus infinity. */
EDGEC_FN void edgec_f32_max_pool2d(const float *x, float *y, int32_t batch, int32_t ih, int32_t iw, int32_t c,
                                   int32_t oh, int32_t ow, int32_t kh, int32_t kw, int32_t stride_h,
                                   int32_t stride_w, int32_t dilation_h, int32_t dilation_w, int32_t pad_top,
                                   int32_t pad_left, float lo, float hi) {
  for (int32_t b = 0; b < batch; ++b, x += ih * iw * c) {
    for (int32_t oy = 0; oy < oh; ++oy) {
      const int32_t y0 = oy * stride_h - pad_top;
      int32_t ky_begin, ky_end;
      edgec_window(y0, kh, dilation_h, 0, ih, &ky_begin, &ky_end);
      for (int32_t ox = 0; ox < ow; ++ox, y += c) {
        const int32_t x0 = ox * stride_w - pad_left;
        int32_t kx_begin, kx_end;
        edgec_window(x0, kw, dilation_w, 0, iw, &kx_begin, &kx_end);
        for (int32_t i = 0; i < c; ++i) y[i] = -EDGEC_INFINITY;
        for (int32_t ky = ky_begin; ky < ky_end; ++ky) {
          for (int32_t kx = kx_begin; kx < kx_end; ++kx) {
            const float *tap = x + ((y0 + ky * dilation_h) * iw + x0 + kx * dilation_w) * c;
            for (int32_t i = 0; i < c; ++i) y[i] = tap[i] > y[i] || tap[i] != tap[i] ? tap[i] : y[i];
          }
        }
        for (int32_t i = 0; i < c; ++i) y[i] = edgec_f32_clamp(y[i], lo, hi);
      }
    }
  }
}

/* The same for integers; a window without a tap inside gives the lowest one. */
#define EDGEC_DEFINE_MAX_POOL2D(dt, T, lowest)                                                                    \
  EDGEC_FN void edgec_##dt##_max_pool2d(const T *x, T *y, int32_t batch, int32_t ih, int32_t iw, int32_t c,       \
                                        int32_t oh, int32_t ow, int32_t kh, int32_t kw, int32_t stride_h,         \
                                        int32_t stride_w, int32_t dilation_h, int32_t dilation_w, int32_t pad_top,\
                                        int32_t pad_left) {                                                       \
    for (int32_t p = 0; p < batch * oh * ow; ++p, y += c) {                                                       \
      const T *image = x + p / (oh * ow) * (ih * iw * c);                                                         \
      const int32_t y0 = p / ow % oh * stride_h - pad_top, x0 = p % ow * stride_w - pad_left;                     \
      int32_t ky_begin, ky_end, kx_begin, kx_end;                                                                 \
      edgec_window(y0, kh, dilation_h, 0, ih, &ky_begin, &ky_end);                                                \
      edgec_window(x0, kw, dilation_w, 0, iw, &kx_begin, &kx_end);                                                \
      for (int32_t i = 0; i < c; ++i) {                                                                           \
        int32_t largest = lowest;                                                                                 \
        for (int32_t ky = ky_begin; ky < ky_end; ++ky) {                                                          \
          for (int32_t kx = kx_begin; kx < kx_end; ++kx) {                                                        \
            largest = edgec_max(largest, image[((y0 + ky * dilation_h) * iw + x0 + kx * dilation_w) * c + i]);    \
          }                                                                                                       \
        }                                                                                                         \
        y[i] = (T)largest;                                                                                        \
      }                                                                                                           \
    }                                                                                                             \
  }

EDGEC_DEFINE_MAX_POOL2D(s8, int8_t, INT8_MIN)
EDGEC_DEFINE_MAX_POOL2D(u8, uint8_t, 0)
EDGEC_DEFINE_MAX_POOL2D(s16, int16_t, INT16_MIN)

/* x[batch, ih, iw, c], y[batch, oh, ow, c] = the mean of the taps inside the image. The divisor is their number,
 * or with count_include_pad that of the taps inside the padded image. A window without any such tap gives NaN. */
EDGEC_FN void edgec_f32_average_pool2d(const float *x, float *y, int32_t batch, int32_t ih, int32_t iw, int32_t c,
                                       int32_t oh, int32_t ow, int32_t kh, int32_t kw, int32_t stride_h,
                                       int32_t stride_w, int32_t dilation_h, int32_t dilation_w, int32_t pad_top,
                                       int32_t pad_left, int32_t pad_bottom, int32_t pad_right,
                                       int32_t count_include_pad, float lo, float hi) {
  for (int32_t b = 0; b < batch; ++b, x += ih * iw * c) {
    for (int32_t oy = 0; oy < oh; ++oy) {
      const int32_t y0 = oy * stride_h - pad_top;
      int32_t ky_begin, ky_end, rows_begin, rows_end;
      edgec_window(y0, kh, dilation_h, 0, ih, &ky_begin, &ky_end);
      edgec_window(y0, kh, dilation_h, -pad_top, ih + pad_bottom, &rows_begin, &rows_end);
      for (int32_t ox = 0; ox < ow; ++ox, y += c) {
        const int32_t x0 = ox * stride_w - pad_left;
        int32_t kx_begin, kx_end, columns_begin, columns_end;
        edgec_window(x0, kw, dilation_w, 0, iw, &kx_begin, &kx_end);
        edgec_window(x0, kw, dilation_w, -pad_left, iw + pad_right, &columns_begin, &columns_end);
        const int32_t count = count_include_pad ? (rows_end - rows_begin) * (columns_end - columns_begin)
                                                : (ky_end - ky_begin) * (kx_end - kx_begin);
        for (int32_t i = 0; i < c; ++i) y[i] = 0.0f;
        for (int32_t ky = ky_begin; ky < ky_end; ++ky) {
          for (int32_t kx = kx_begin; kx < kx_end; ++kx) {
            const float *tap = x + ((y0 + ky * dilation_h) * iw + x0 + kx * dilation_w) * c;
            for (int32_t i = 0; i < c; ++i) y[i] += tap[i];
          }
        }
        for (int32_t i = 0; i < c; ++i) y[i] = edgec_f32_clamp(y[i] / (float)count, lo, hi);
      }
    }
  }
}

#endif
