/* Depthwise convolution of quantized images, channels-last. Semantics: TFLite DEPTHWISE_CONV_2D; padding stands for 0
 * and is given by its top and left extents, the others follow from oh and ow.
 */
#ifndef EDGEC_QUANTIZED_DEPTHWISE_CONV2D_H
#define EDGEC_QUANTIZED_DEPTHWISE_CONV2D_H

#include "quantized_dot.h"

/* x[batch, ih, iw, ic], w[kh, kw, ic * depth], y[batch, oh, ow, ic * depth]; output channel o reads input channel
 * o / depth. y = clamp(scaled(conv(x - x_zero, w - w_zero) + bias) + y_zero, lo, hi). bias[ic * depth] may be NULL.
 *
 * Output channel o is scaled by the factor at position o * step of the tables (see edgec_scaled_by). Without padding,
 * bias -= x_zero * (sum of w - w_zero) gives the same results with x_zero = 0.
 *
 * edgec_<dt>_depthwise_sums: the sums of rows channels from o on, 4 or 1, for one output pixel. x points at the first
 * tap inside the image, w at that tap; tap_rows x tap_columns taps are inside. row and column are the distances between
 * taps in x, filter_row and oc those in w. */
#define EDGEC_DEFINE_QUANTIZED_DEPTHWISE_CONV2D(dt, X, W, B, S, I)                                                \
  EDGEC_FN void edgec_##dt##_depthwise_sums(const X *x, const W *w, S *sum, int32_t o, int32_t rows, int32_t oc,  \
                                            int32_t depth, int32_t tap_rows, int32_t tap_columns, int32_t row,    \
                                            int32_t column, int32_t filter_row, int32_t x_zero, int32_t w_zero) { \
    S s0 = 0, s1 = 0, s2 = 0, s3 = 0;                                                                             \
    if (rows == 4) {                                                                                              \
      for (int32_t i = 0; i < tap_rows; ++i) {                                                                    \
        const X *p = x + i * row + o;                                                                             \
        const W *q = w + i * filter_row + o;                                                                      \
        for (int32_t j = 0; j < tap_columns; ++j, p += column, q += oc) {                                         \
          s0 += (S)(I)((p[0] - x_zero) * (q[0] - w_zero));                                                        \
          s1 += (S)(I)((p[1] - x_zero) * (q[1] - w_zero));                                                        \
          s2 += (S)(I)((p[2] - x_zero) * (q[2] - w_zero));                                                        \
          s3 += (S)(I)((p[3] - x_zero) * (q[3] - w_zero));                                                        \
        }                                                                                                         \
      }                                                                                                           \
    } else {                                                                                                      \
      for (int32_t i = 0; i < tap_rows; ++i) {                                                                    \
        for (int32_t j = 0; j < tap_columns; ++j) {                                                               \
          s0 += (S)(I)((x[i * row + j * column + o / depth] - x_zero) * (w[i * filter_row + j * oc + o] - w_zero));\
        }                                                                                                         \
      }                                                                                                           \
    }                                                                                                             \
    sum[0] = s0;                                                                                                  \
    sum[1] = s1;                                                                                                  \
    sum[2] = s2;                                                                                                  \
    sum[3] = s3;                                                                                                  \
  }                                                                                                               \
  EDGEC_FN void edgec_##dt##_depthwise_conv2d(                                                                    \
      const X *x, const W *w, const B *bias, X *y, int32_t batch, int32_t ih, int32_t iw, int32_t ic,             \
      int32_t depth, int32_t oh, int32_t ow, int32_t kh, int32_t kw, int32_t stride_h, int32_t stride_w,          \
      int32_t dilation_h, int32_t dilation_w, int32_t pad_top, int32_t pad_left, int32_t x_zero, int32_t w_zero,  \
      int32_t rounding, const int32_t *multiplier, const int8_t *shift, const double *twice, int32_t step,        \
      int32_t y_zero, int32_t lo, int32_t hi) {                                                                   \
    const int32_t oc = ic * depth, fours = depth == 1 ? edgec_fours(oc) : 0;                                      \
    for (int32_t p = 0; p < batch * oh * ow; ++p) {                                                               \
      const X *image = x + p / (oh * ow) * (ih * iw * ic);                                                        \
      const int32_t y0 = p / ow % oh * stride_h - pad_top, x0 = p % ow * stride_w - pad_left;                     \
      int32_t ky_begin, ky_end, kx_begin, kx_end;                                                                 \
      edgec_window(y0, kh, dilation_h, 0, ih, &ky_begin, &ky_end);                                                \
      edgec_window(x0, kw, dilation_w, 0, iw, &kx_begin, &kx_end);                                                \
      const int inside = ky_begin < ky_end && kx_begin < kx_end;                                                  \
      const int32_t first = ((y0 + ky_begin * dilation_h) * iw + x0 + kx_begin * dilation_w) * ic;                \
      const X *px = inside ? image + first : image;                                                               \
      const W *pw = inside ? w + (ky_begin * kw + kx_begin) * oc : w;                                             \
      for (int32_t o = 0; o < oc;) {                                                                              \
        const int32_t rows = o < fours ? 4 : 1;                                                                   \
        S sum[4];                                                                                                 \
        edgec_##dt##_depthwise_sums(px, pw, sum, o, rows, oc, depth, inside ? ky_end - ky_begin : 0,              \
                                    kx_end - kx_begin, dilation_h * iw * ic, dilation_w * ic, kw * oc, x_zero,    \
                                    w_zero);                                                                      \
        for (int32_t r = 0; r < rows; ++r, ++o) {                                                                 \
          const I total = (I)(bias ? sum[r] + (S)bias[o] : sum[r]);                                               \
          const int32_t v = edgec_scaled_by(total, rounding, multiplier, shift, twice, o * step);                 \
          *y++ = (X)edgec_placed(v, y_zero, lo, hi);                                                              \
        }                                                                                                         \
      }                                                                                                           \
    }                                                                                                             \
  }

EDGEC_DEFINE_QUANTIZED_DEPTHWISE_CONV2D(qs8, int8_t, int8_t, int32_t, uint32_t, int32_t)
EDGEC_DEFINE_QUANTIZED_DEPTHWISE_CONV2D(qu8, uint8_t, uint8_t, int32_t, uint32_t, int32_t)
EDGEC_DEFINE_QUANTIZED_DEPTHWISE_CONV2D(qs16, int16_t, int8_t, int64_t, uint64_t, int64_t)

#endif
