/* 2-D convolution, channels-last, for Arm's scalar floating point unit. Semantics: ONNX Conv with one group; padding is
 * zero and given by its top and left extents, the bottom and right ones follow from oh and ow.
 */
#ifndef EDGEC_VFP_CONV2D_H
#define EDGEC_VFP_CONV2D_H

#include "vfp_product.h"

/* One row of a window: row[columns * ic] = taps from column x0 of the image row x[iw, ic] on. */
EDGEC_FN void edgec_vfp_window_row(const float *x, float *row, int32_t iw, int32_t ic, int32_t x0, int32_t columns,
                                   int32_t dilation) {
  int32_t begin, end;
  edgec_window(x0, columns, dilation, 0, iw, &begin, &end);
  edgec_f32_zero(row, begin * ic);
  if (dilation == 1) {
    edgec_f32_copy(row + begin * ic, x + (x0 + begin) * ic, (end - begin) * ic);
  } else {
    for (int32_t t = begin; t < end; ++t) edgec_f32_copy(row + t * ic, x + (x0 + t * dilation) * ic, ic);
  }
  edgec_f32_zero(row + end * ic, (columns - end) * ic);
}

/* x[batch, ih, iw, ic], y[batch, oh, ow, oc] = clamp(conv(x, weights) + bias). The weights are packed as in
 * vfp_product.h; an output's inputs are in the order [kh, kw, ic]. windows has room for two windows, each rounded up
 * to a multiple of 4 numbers. */
EDGEC_FN void edgec_vfp_conv2d(const float *x, const float *w, float *y, float *windows, int32_t batch, int32_t ih,
                               int32_t iw, int32_t ic, int32_t oh, int32_t ow, int32_t oc, int32_t kh, int32_t kw,
                               int32_t stride_h, int32_t stride_w, int32_t dilation_h, int32_t dilation_w,
                               int32_t pad_top, int32_t pad_left, float lo, float hi) {
  const int32_t k = kh * kw * ic, size = (k + 3) / 4 * 4, pixels = batch * oh * ow;
  for (int32_t p = 0, waiting = 0; p < pixels; ++p) {
    const float *image = x + p / (oh * ow) * (ih * iw * ic);
    const int32_t y0 = p / ow % oh * stride_h - pad_top, x0 = p % ow * stride_w - pad_left;
    float *window = windows + waiting * size;
    for (int32_t t = 0; t < kh; ++t) {
      const int32_t row = y0 + t * dilation_h;
      float *to = window + t * kw * ic;
      if (row >= 0 && row < ih) {
        edgec_vfp_window_row(image + row * iw * ic, to, iw, ic, x0, kw, dilation_w);
      } else {
        edgec_f32_zero(to, kw * ic);
      }
    }
    edgec_f32_zero(window + k, size - k);
    if (++waiting < 2 && p + 1 < pixels) continue;
    edgec_vfp_rows(windows, waiting == 2 ? windows + size : NULL, w, y, waiting == 2 ? y + oc : NULL, size, oc);
    edgec_vfp_clamp(y, waiting * oc, lo, hi);
    y += waiting * oc;
    waiting = 0;
  }
}

#endif
