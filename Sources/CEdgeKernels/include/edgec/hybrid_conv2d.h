/* Convolution of float images with quantized weights, channels-last: each image is quantized by its own range, and the
 * sums of products become floats again. Semantics: LiteRT's hybrid CONV_2D; padding as in quantized_conv2d.h.
 */
#ifndef EDGEC_HYBRID_CONV2D_H
#define EDGEC_HYBRID_CONV2D_H

#include "quantized_dot.h"

/* The integer nearest to v, halves away from zero, within [-2^20, 2^20]; NaN counts as 0. */
EDGEC_FN int32_t edgec_f32_nearest(float v) {
  const float limit = 1048576.0f;
  const int32_t halves = (int32_t)(2 * (v > limit ? limit : v > -limit ? v : v == v ? -limit : 0.0f));
  return (halves + (halves > 0) - (halves < 0)) / 2;
}

/* q[n] = x[n] as integers of *scale, whose range is symmetric: the number farthest from 0 becomes 127 or -127. */
EDGEC_FN void edgec_f32_quantize_symmetric(const float *x, int8_t *q, int32_t n, float *scale) {
  float farthest = 0.0f;
  for (int32_t i = 0; i < n; ++i) {
    const float distance = x[i] < 0 ? -x[i] : x[i];
    if (distance > farthest) farthest = distance;
  }
  const int empty = !(farthest > 0 && farthest < EDGEC_INFINITY);
  const float inverse = empty ? 0.0f : 127 / farthest;
  *scale = empty ? 1.0f : farthest / 127;
  for (int32_t i = 0; i < n; ++i) {
    q[i] = (int8_t)edgec_min(edgec_max(edgec_f32_nearest(x[i] * inverse), -127), 127);
  }
}

/* The same with the range from the least to the largest number, 0 included; the zero point is the result. */
EDGEC_FN int32_t edgec_f32_quantize_asymmetric(const float *x, int8_t *q, int32_t n, float *scale) {
  float least = 0.0f, largest = 0.0f;
  for (int32_t i = 0; i < n; ++i) {
    if (x[i] < least) least = x[i];
    if (x[i] > largest) largest = x[i];
  }
  const double step = ((double)largest - (double)least) / 255;
  if (!(step > 0 && step < (double)EDGEC_INFINITY)) {
    memset(q, 0, (size_t)n);
    *scale = 1.0f;
    return 0;
  }
  /* The zero point that the nearer end of the range asks for errs less. */
  const double below = least / step, above = largest / step;
  const int32_t halves = (int32_t)(2 * (128 - below < 127 + above ? -128 - below : 127 - above));
  const int32_t wish = (halves + (halves > 0) - (halves < 0)) / 2, zero = edgec_min(edgec_max(wish, -128), 127);
  const float inverse = 1 / (float)step;
  *scale = (float)step;
  for (int32_t i = 0; i < n; ++i) {
    q[i] = (int8_t)edgec_min(edgec_max(edgec_f32_nearest(x[i] * inverse) + zero, -128), 127);
  }
  return zero;
}

/* x[batch, ih, iw, ic], w[oc, kh, kw, ic], y[batch, oh, ow, oc] = clamp(conv(x, w * w_scale) + bias[oc], lo, hi), with
 * x quantized: asymmetrically where w_scale is [oc], symmetrically where it is one number for all. bias may be NULL;
 * q[ih, iw, ic] is memory to work in. */
EDGEC_FN void edgec_f32_hybrid_conv2d(const float *x, const int8_t *w, const float *w_scale, int32_t per_channel,
                                      const float *bias, float *y, int8_t *q, int32_t batch, int32_t ih, int32_t iw,
                                      int32_t ic, int32_t oh, int32_t ow, int32_t oc, int32_t kh, int32_t kw,
                                      int32_t stride_h, int32_t stride_w, int32_t dilation_h, int32_t dilation_w,
                                      int32_t pad_top, int32_t pad_left, float lo, float hi) {
  const int32_t filter = kh * kw * ic;
  for (int32_t b = 0; b < batch; ++b, x += ih * iw * ic) {
    float scale;
    int32_t zero = 0;
    if (per_channel) {
      zero = edgec_f32_quantize_asymmetric(x, q, ih * iw * ic, &scale);
    } else {
      edgec_f32_quantize_symmetric(x, q, ih * iw * ic, &scale);
    }
    for (int32_t p = 0; p < oh * ow; ++p) {
      const int32_t y0 = p / ow * stride_h - pad_top, x0 = p % ow * stride_w - pad_left;
      int32_t ky_begin, ky_end, kx_begin, kx_end;
      edgec_window(y0, kh, dilation_h, 0, ih, &ky_begin, &ky_end);
      edgec_window(x0, kw, dilation_w, 0, iw, &kx_begin, &kx_end);
      for (int32_t o = 0; o < oc;) {
        const int32_t rows = oc - o >= 4 ? 4 : 1;
        uint32_t sum[4] = {0, 0, 0, 0};
        for (int32_t ky = ky_begin; ky < ky_end; ++ky) {
          for (int32_t kx = kx_begin; kx < kx_end; ++kx) {
            const int8_t *pixel = q + ((y0 + ky * dilation_h) * iw + x0 + kx * dilation_w) * ic;
            const int8_t *tap = w + o * filter + (ky * kw + kx) * ic;
            if (rows == 4) {
              edgec_qs8_dot4(pixel, tap, sum, ic, filter, zero, 0);
            } else {
              edgec_qs8_dot(pixel, tap, sum, ic, zero, 0);
            }
          }
        }
        for (int32_t r = 0; r < rows; ++r, ++o) {
          const float total = (float)(int32_t)sum[r];
          const float v = per_channel ? total * w_scale[o] * scale : total * (scale * w_scale[0]);
          *y++ = edgec_f32_clamp(bias ? v + bias[o] : v, lo, hi);
        }
      }
    }
  }
}

#endif
