/* Depthwise 2-D convolution, channels-last. Semantics: TFLite DEPTHWISE_CONV_2D, that is ONNX Conv with
 * groups = ic; padding is zero and given by its top and left extents, the others follow from oh and ow.
 */
#ifndef EDGEC_DEPTHWISE_CONV2D_H
#define EDGEC_DEPTHWISE_CONV2D_H

#include "lanes.h"

/* One output pixel. x points at the first tap inside the image, w at that tap; tap_rows x tap_columns taps are
 * inside. row and column are the distances between taps in x, filter_row that between rows of taps in w. */
EDGEC_FN void edgec_f32_depthwise_pixel(const float *x, const float *w, const float *bias, float *y, int32_t ic,
                                        int32_t multiplier, int32_t tap_rows, int32_t tap_columns, int32_t row,
                                        int32_t column, int32_t filter_row, float lo, float hi) {
  const int32_t oc = ic * multiplier, fours = multiplier == 1 ? edgec_fours(oc) : 0;
  for (int32_t o = 0; o < fours; o += 4) {
    edgec_f32x4 sum = bias ? edgec_f32x4_load(bias + o) : edgec_f32x4_all(0.0f);
    for (int32_t i = 0; i < tap_rows; ++i) {
      for (int32_t j = 0; j < tap_columns; ++j) {
        sum = edgec_f32x4_mac(sum, edgec_f32x4_load(x + i * row + j * column + o),
                              edgec_f32x4_load(w + i * filter_row + j * oc + o));
      }
    }
    edgec_f32x4_store(y + o, sum);
    for (int32_t r = o; r < o + 4; ++r) y[r] = edgec_f32_clamp(y[r], lo, hi);
  }
  for (int32_t o = fours; o < oc; ++o) {
    const int32_t c = o / multiplier;
    float sum = bias ? bias[o] : 0.0f;
    for (int32_t i = 0; i < tap_rows; ++i) {
      for (int32_t j = 0; j < tap_columns; ++j) {
        sum += x[i * row + j * column + c] * w[i * filter_row + j * oc + o];
      }
    }
    y[o] = edgec_f32_clamp(sum, lo, hi);
  }
}

/* x[batch, ih, iw, ic], w[kh, kw, ic * multiplier], y[batch, oh, ow, ic * multiplier]; output channel o reads
 * input channel o / multiplier. bias[ic * multiplier] may be NULL. */
EDGEC_FN void edgec_f32_depthwise_conv2d(const float *x, const float *w, const float *bias, float *y,
                                         int32_t batch, int32_t ih, int32_t iw, int32_t ic, int32_t multiplier,
                                         int32_t oh, int32_t ow, int32_t kh, int32_t kw, int32_t stride_h,
                                         int32_t stride_w, int32_t dilation_h, int32_t dilation_w, int32_t pad_top,
                                         int32_t pad_left, float lo, float hi) {
  const int32_t oc = ic * multiplier;
  for (int32_t b = 0; b < batch; ++b, x += ih * iw * ic) {
    for (int32_t oy = 0; oy < oh; ++oy) {
      const int32_t y0 = oy * stride_h - pad_top;
      int32_t ky_begin, ky_end;
      edgec_window(y0, kh, dilation_h, 0, ih, &ky_begin, &ky_end);
      for (int32_t ox = 0; ox < ow; ++ox, y += oc) {
        const int32_t x0 = ox * stride_w - pad_left;
        int32_t kx_begin, kx_end;
        edgec_window(x0, kw, dilation_w, 0, iw, &kx_begin, &kx_end);
        const int inside = ky_begin < ky_end && kx_begin < kx_end;
        const int32_t first_x = ((y0 + ky_begin * dilation_h) * iw + x0 + kx_begin * dilation_w) * ic;
        const int32_t first_w = (ky_begin * kw + kx_begin) * oc;
        edgec_f32_depthwise_pixel(inside ? x + first_x : x, inside ? w + first_w : w, bias, y, ic, multiplier,
                                  inside ? ky_end - ky_begin : 0, kx_end - kx_begin, dilation_h * iw * ic,
                                  dilation_w * ic, kw * oc, lo, hi);
      }
    }
  }
}

#endif
