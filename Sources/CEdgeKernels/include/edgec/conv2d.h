/* 2-D convolution, channels-last. Semantics: ONNX Conv; padding is zero and given by its top and left extents,
 * the bottom and right ones follow from oh and ow. A 1-D convolution has ih = kh = oh = 1.
 */
#ifndef EDGEC_CONV2D_H
#define EDGEC_CONV2D_H

#include "fully_connected.h"
#include "lanes.h"

/* x[batch, ih, iw, ic], w[oc, kh, kw, ic / groups], y[batch, oh, ow, oc] = clamp(conv(x, w) + bias[oc]).
 * bias may be NULL. groups divides ic and oc.
 *
 * Within one row of the window, the taps of an undilated, ungrouped convolution are adjacent in x and in w:
 * the row is then one dot product, whatever part of it padding cuts off. */
EDGEC_FN void edgec_f32_conv2d(const float *x, const float *w, const float *bias, float *y, int32_t batch,
                               int32_t ih, int32_t iw, int32_t ic, int32_t oh, int32_t ow, int32_t oc, int32_t kh,
                               int32_t kw, int32_t stride_h, int32_t stride_w, int32_t dilation_h,
                               int32_t dilation_w, int32_t pad_top, int32_t pad_left, int32_t groups, float lo,
                               float hi) {
  const int32_t group_ic = ic / groups, group_oc = oc / groups, filter = kh * kw * group_ic;
  const int adjacent = dilation_w == 1 && groups == 1;
  for (int32_t b = 0; b < batch; ++b, x += ih * iw * ic) {
    for (int32_t oy = 0; oy < oh; ++oy) {
      const int32_t y0 = oy * stride_h - pad_top;
      int32_t ky_begin, ky_end;
      edgec_window(y0, kh, dilation_h, 0, ih, &ky_begin, &ky_end);
      for (int32_t ox = 0; ox < ow; ++ox) {
        const int32_t x0 = ox * stride_w - pad_left;
        int32_t kx_begin, kx_end;
        edgec_window(x0, kw, dilation_w, 0, iw, &kx_begin, &kx_end);
        const int32_t taps = kx_end - kx_begin, ky_stop = taps > 0 ? ky_end : ky_begin;
        const int32_t runs = adjacent ? 1 : taps, run = adjacent ? taps * ic : group_ic;
        for (int32_t o = 0; o < oc;) {
          const int32_t group = o / group_oc, rows = (group + 1) * group_oc - o >= 4 ? 4 : 1;
          float sum[4] = {0.0f, 0.0f, 0.0f, 0.0f};
          for (int32_t ky = ky_begin; ky < ky_stop; ++ky) {
            const float *xr =
                x + ((y0 + ky * dilation_h) * iw + x0 + kx_begin * dilation_w) * ic + group * group_ic;
            const float *wr = w + o * filter + (ky * kw + kx_begin) * group_ic;
            for (int32_t t = 0; t < runs; ++t, xr += dilation_w * ic, wr += group_ic) {
              if (rows == 4) {
                edgec_f32_dot4(xr, wr, sum, run, filter);
              } else {
                sum[0] += edgec_f32_dot(xr, wr, run);
              }
            }
          }
          for (int32_t r = 0; r < rows; ++r, ++o) {
            *y++ = edgec_f32_clamp(bias ? sum[r] + bias[o] : sum[r], lo, hi);
          }
        }
      }
    }
  }
}

/* The 1x1 convolution with stride 1, no padding and one group: y[pixels, oc] = clamp(x[pixels, ic] * w[oc, ic]^T
 * + bias[oc]). bias may be NULL. */
EDGEC_FN void edgec_f32_conv2d_1x1(const float *x, const float *w, const float *bias, float *y, int32_t pixels,
                                   int32_t ic, int32_t oc, float lo, float hi) {
  edgec_f32_fully_connected(x, w, bias, y, pixels, ic, oc, lo, hi);
}

#endif
