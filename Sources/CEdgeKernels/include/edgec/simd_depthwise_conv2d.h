/* Depthwise 2-D convolution in vectors, channels-last. Semantics: TFLite DEPTHWISE_CONV_2D with a depth multiplier of
 * 1; padding is zero.
 *
 * The rows of the image that a row of the output needs lie, padded, in a ring of scratch memory: no tap is outside, and
 * the output may take the image's place.
 */
#ifndef EDGEC_SIMD_DEPTHWISE_CONV2D_H
#define EDGEC_SIMD_DEPTHWISE_CONV2D_H

#include "padded_rows.h"
#include "simd.h"

/* The rows of a ring that hold the windows of a row of the output: tap (i, j) of channel c of the window at ox is at
 * ring[(top + i * dilation_h) % count * row + (ox * stride + j * dilation_w) * channels + c]. */
typedef struct {
  const float *ring;
  int32_t top, count, row, stride, dilation_h, dilation_w, channels;
} edgec_f32_ring;

/* EDGEC_SIMD_WIDTH channels from c on of a row of outputs, 3x3: the weights stay in registers. */
EDGEC_FN void edgec_simd_depthwise_3x3(edgec_f32_ring r, const float *w, const float *bias, float *y, int32_t ow,
                                       int32_t c, float lo, float hi) {
  edgec_f32v weight[9];
  const edgec_f32v begin = bias ? edgec_f32v_load(bias + c) : edgec_f32v_all(0.0f);
  const float *rows[3];
  EDGEC_UNROLL for (int32_t t = 0; t < 9; ++t) weight[t] = edgec_f32v_load(w + t * r.channels + c);
  EDGEC_UNROLL for (int32_t i = 0; i < 3; ++i) rows[i] = r.ring + (r.top + i * r.dilation_h) % r.count * r.row + c;
  for (int32_t ox = 0; ox < ow; ++ox) {
    edgec_f32v sum = begin;
    EDGEC_UNROLL for (int32_t t = 0; t < 9; ++t) {
      const float *x = rows[t / 3] + (ox * r.stride + t % 3 * r.dilation_w) * r.channels;
      sum = edgec_f32v_mac(sum, edgec_f32v_load(x), weight[t]);
    }
    edgec_f32v_store(y + ox * r.channels + c, edgec_f32v_clamp(sum, lo, hi));
  }
}

/* The same for any window. */
EDGEC_FN void edgec_simd_depthwise_any(edgec_f32_ring r, const float *w, const float *bias, float *y, int32_t ow,
                                       int32_t kh, int32_t kw, int32_t c, float lo, float hi) {
  for (int32_t ox = 0; ox < ow; ++ox) {
    edgec_f32v sum = bias ? edgec_f32v_load(bias + c) : edgec_f32v_all(0.0f);
    for (int32_t i = 0; i < kh; ++i) {
      const float *x = r.ring + (r.top + i * r.dilation_h) % r.count * r.row + ox * r.stride * r.channels + c;
      for (int32_t j = 0; j < kw; ++j) {
        sum = edgec_f32v_mac(sum, edgec_f32v_load(x + j * r.dilation_w * r.channels),
                             edgec_f32v_load(w + (i * kw + j) * r.channels + c));
      }
    }
    edgec_f32v_store(y + ox * r.channels + c, edgec_f32v_clamp(sum, lo, hi));
  }
}

/* All channels, where they are fewer than a vector. */
EDGEC_FN void edgec_simd_depthwise_few(edgec_f32_ring r, const float *w, const float *bias, float *y, int32_t ow,
                                       int32_t kh, int32_t kw, float lo, float hi) {
  for (int32_t o = 0; o < ow * r.channels; ++o) {
    const int32_t ox = o / r.channels, c = o % r.channels;
    float sum = bias ? bias[c] : 0.0f;
    for (int32_t i = 0; i < kh; ++i) {
      const float *x = r.ring + (r.top + i * r.dilation_h) % r.count * r.row + ox * r.stride * r.channels + c;
      for (int32_t j = 0; j < kw; ++j) {
        sum = edgec_f32_fma(sum, x[j * r.dilation_w * r.channels], w[(i * kw + j) * r.channels + c]);
      }
    }
    y[o] = edgec_f32_clamp(sum, lo, hi);
  }
}

/* x[batch, ih, iw, channels], w[kh, kw, channels], y[batch, oh, ow, channels] = clamp(conv(x, w) + bias[channels]).
 * bias may be NULL. ring has room for
 * ((kh - 1) * dilation_h + 1) * ((ow - 1) * stride_w + (kw - 1) * dilation_w + 1) * channels numbers. y may be x where
 * the sizes agree and the strides are 1. */
EDGEC_FN void edgec_simd_depthwise_conv2d(const float *x, const float *w, const float *bias, float *y, float *ring,
                                          int32_t batch, int32_t ih, int32_t iw, int32_t channels, int32_t oh,
                                          int32_t ow, int32_t kh, int32_t kw, int32_t stride_h, int32_t stride_w,
                                          int32_t dilation_h, int32_t dilation_w, int32_t pad_top, int32_t pad_left,
                                          float lo, float hi) {
  const int32_t count = (kh - 1) * dilation_h + 1, columns = (ow - 1) * stride_w + (kw - 1) * dilation_w + 1;
  for (int32_t b = 0; b < batch; ++b, x += ih * iw * channels) {
    for (int32_t oy = 0, next = 0; oy < oh; ++oy, y += ow * channels) {
      const int32_t top = oy * stride_h;
      const edgec_f32_ring r = {ring, top, count, columns * channels, stride_w, dilation_h, dilation_w, channels};
      edgec_f32_padded_rows(x, ring, ih, iw, channels, pad_top, pad_left, columns, top, count, &next);
      if (channels < EDGEC_SIMD_WIDTH) edgec_simd_depthwise_few(r, w, bias, y, ow, kh, kw, lo, hi);
      for (int32_t from = 0; channels >= EDGEC_SIMD_WIDTH && from < channels; from += EDGEC_SIMD_WIDTH) {
        const int32_t c = edgec_min(from, channels - EDGEC_SIMD_WIDTH);
        if (kh == 3 && kw == 3) {
          edgec_simd_depthwise_3x3(r, w, bias, y, ow, c, lo, hi);
        } else {
          edgec_simd_depthwise_any(r, w, bias, y, ow, kh, kw, c, lo, hi);
        }
      }
    }
  }
}

#endif
