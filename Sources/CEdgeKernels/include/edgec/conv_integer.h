/* Convolution of 8-bit images over up to three spatial axes, channels-last, summed in 32 bits. Semantics: ONNX
 * ConvInteger; padding counts as x's zero point and is given by its extents at the front, the others follow from the
 * output's size. A 2-D convolution has a depth of 1.
 */
#ifndef EDGEC_CONV_INTEGER_H
#define EDGEC_CONV_INTEGER_H

#include "base.h"

/* x[batch, id, ih, iw, ic], w[oc, kd, kh, kw, ic / groups], y[batch, od, oh, ow, oc] = conv(x - x_zero, w - w_zero)
 * + bias[oc]; sums wrap around. bias, x_zero and w_zero may be NULL for zeros; w_step is 0 where one w_zero serves all
 * output channels, else 1. groups divides ic and oc. */
#define EDGEC_DEFINE_CONV_INTEGER(x_dt, X, w_dt, W)                                                               \
  /* Products of one row of taps with one filter; c channels a tap. */                                            \
  EDGEC_FN uint32_t edgec_##x_dt##_##w_dt##_integer_taps(const X *x, const W *w, int32_t x_zero, int32_t w_zero,  \
                                                         int32_t taps, int32_t step, int32_t c) {                 \
    uint32_t sum = 0;                                                                                             \
    for (int32_t t = 0; t < taps; ++t, x += step, w += c) {                                                       \
      for (int32_t i = 0; i < c; ++i) sum += (uint32_t)((x[i] - x_zero) * (w[i] - w_zero));                       \
    }                                                                                                             \
    return sum;                                                                                                   \
  }                                                                                                               \
  EDGEC_FN void edgec_##x_dt##_##w_dt##_conv_integer(                                                             \
      const X *x, const W *w, const int32_t *bias, const X *x_zero, const W *w_zero, int32_t w_step, int32_t *y,  \
      int32_t batch, int32_t id, int32_t ih, int32_t iw, int32_t ic, int32_t od, int32_t oh, int32_t ow,          \
      int32_t oc, int32_t kd, int32_t kh, int32_t kw, int32_t stride_d, int32_t stride_h, int32_t stride_w,       \
      int32_t dilation_d, int32_t dilation_h, int32_t dilation_w, int32_t pad_d, int32_t pad_h, int32_t pad_w,    \
      int32_t groups) {                                                                                           \
    const int32_t group_ic = ic / groups, group_oc = oc / groups, filter = kd * kh * kw * group_ic;               \
    const int32_t pixels = od * oh * ow;                                                                          \
    for (int32_t p = 0; p < batch * pixels; ++p) {                                                                \
      const X *image = x + p / pixels * (id * ih * iw * ic);                                                      \
      const int32_t z0 = p / (oh * ow) % od * stride_d - pad_d;                                                   \
      const int32_t y0 = p / ow % oh * stride_h - pad_h;                                                          \
      const int32_t x0 = p % ow * stride_w - pad_w;                                                               \
      int32_t z_begin, z_end, y_begin, y_end, x_begin, x_end;                                                     \
      edgec_window(z0, kd, dilation_d, 0, id, &z_begin, &z_end);                                                  \
      edgec_window(y0, kh, dilation_h, 0, ih, &y_begin, &y_end);                                                  \
      edgec_window(x0, kw, dilation_w, 0, iw, &x_begin, &x_end);                                                  \
      if (x_begin >= x_end) z_end = z_begin;                                                                      \
      for (int32_t o = 0; o < oc; ++o) {                                                                          \
        const int32_t zero = w_zero ? w_zero[o * w_step] : 0;                                                     \
        uint32_t sum = bias ? (uint32_t)bias[o] : 0;                                                              \
        for (int32_t kz = z_begin; kz < z_end; ++kz) {                                                            \
          for (int32_t ky = y_begin; ky < y_end; ++ky) {                                                          \
            const int32_t row = (z0 + kz * dilation_d) * ih + y0 + ky * dilation_h;                               \
            const X *first = image + (row * iw + x0 + x_begin * dilation_w) * ic + o / group_oc * group_ic;       \
            const W *tap = w + o * filter + ((kz * kh + ky) * kw + x_begin) * group_ic;                           \
            sum += edgec_##x_dt##_##w_dt##_integer_taps(first, tap, x_zero ? *x_zero : 0, zero,                   \
                                                        x_end - x_begin, dilation_w * ic, group_ic);              \
          }                                                                                                       \
        }                                                                                                         \
        *y++ = (int32_t)sum;                                                                                      \
      }                                                                                                           \
    }                                                                                                             \
  }

EDGEC_DEFINE_CONV_INTEGER(s8, int8_t, s8, int8_t)
EDGEC_DEFINE_CONV_INTEGER(s8, int8_t, u8, uint8_t)
EDGEC_DEFINE_CONV_INTEGER(u8, uint8_t, s8, int8_t)
EDGEC_DEFINE_CONV_INTEGER(u8, uint8_t, u8, uint8_t)

#endif
