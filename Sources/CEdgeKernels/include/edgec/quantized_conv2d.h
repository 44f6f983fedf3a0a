/* Convolution of quantized images, channels-last. Semantics: TFLite CONV_2D; padding stands for 0 and is given by its
 * top and left extents, the bottom and right ones follow from oh and ow.
 */
#ifndef EDGEC_QUANTIZED_CONV2D_H
#define EDGEC_QUANTIZED_CONV2D_H

#include "quantized_dot.h"

/* x[batch, ih, iw, ic], w[oc, kh, kw, ic / groups], y[batch, oh, ow, oc] = clamp(scaled(conv(x - x_zero, w - w_zero)
 * + bias[oc]) + y_zero, lo, hi). bias may be NULL. groups divides ic and oc.
 *
 * Output channel o is scaled by the factor at position o * step of the tables (see edgec_scaled_by). Without padding,
 * bias -= x_zero * (sum of w - w_zero) gives the same results with x_zero = 0. */
#define EDGEC_DEFINE_QUANTIZED_CONV2D(dt, X, W, B, S, I)                                                          \
  EDGEC_FN void edgec_##dt##_conv2d(                                                                              \
      const X *x, const W *w, const B *bias, X *y, int32_t batch, int32_t ih, int32_t iw, int32_t ic, int32_t oh, \
      int32_t ow, int32_t oc, int32_t kh, int32_t kw, int32_t stride_h, int32_t stride_w, int32_t dilation_h,     \
      int32_t dilation_w, int32_t pad_top, int32_t pad_left, int32_t groups, int32_t x_zero, int32_t w_zero,      \
      int32_t rounding, const int32_t *multiplier, const int8_t *shift, const double *twice, int32_t step,        \
      int32_t y_zero, int32_t lo, int32_t hi) {                                                                   \
    const int32_t group_ic = ic / groups, group_oc = oc / groups, filter = kh * kw * group_ic;                    \
    const int adjacent = dilation_w == 1 && groups == 1;                                                          \
    for (int32_t p = 0; p < batch * oh * ow; ++p) {                                                               \
      const X *image = x + p / (oh * ow) * (ih * iw * ic);                                                        \
      const int32_t y0 = p / ow % oh * stride_h - pad_top, x0 = p % ow * stride_w - pad_left;                     \
      int32_t ky_begin, ky_end, kx_begin, kx_end;                                                                 \
      edgec_window(y0, kh, dilation_h, 0, ih, &ky_begin, &ky_end);                                                \
      edgec_window(x0, kw, dilation_w, 0, iw, &kx_begin, &kx_end);                                                \
      const int32_t taps = kx_end - kx_begin, ky_stop = taps > 0 ? ky_end : ky_begin;                             \
      const int32_t runs = adjacent ? 1 : taps, run = adjacent ? taps * ic : group_ic;                            \
      for (int32_t o = 0; o < oc;) {                                                                              \
        const int32_t group = o / group_oc, rows = (group + 1) * group_oc - o >= 4 ? 4 : 1;                       \
        S sum[4] = {0, 0, 0, 0};                                                                                  \
        for (int32_t ky = ky_begin; ky < ky_stop; ++ky) {                                                         \
          const int32_t pixel = (y0 + ky * dilation_h) * iw + x0 + kx_begin * dilation_w;                         \
          const X *xr = image + pixel * ic + group * group_ic;                                                    \
          const W *wr = w + o * filter + (ky * kw + kx_begin) * group_ic;                                         \
          for (int32_t t = 0; t < runs; ++t, xr += dilation_w * ic, wr += group_ic) {                             \
            if (rows == 4) {                                                                                      \
              edgec_##dt##_dot4(xr, wr, sum, run, filter, x_zero, w_zero);                                        \
            } else {                                                                                              \
              edgec_##dt##_dot(xr, wr, sum, run, x_zero, w_zero);                                                 \
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

EDGEC_DEFINE_QUANTIZED_CONV2D(qs8, int8_t, int8_t, int32_t, uint32_t, int32_t)
EDGEC_DEFINE_QUANTIZED_CONV2D(qu8, uint8_t, uint8_t, int32_t, uint32_t, int32_t)
EDGEC_DEFINE_QUANTIZED_CONV2D(qs16, int16_t, int8_t, int64_t, uint64_t, int64_t)

#endif
