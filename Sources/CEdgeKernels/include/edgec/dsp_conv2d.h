/* Convolution of int8 images, channels-last, by products of three pixels with two channels (dsp_product.h). */
#ifndef EDGEC_DSP_CONV2D_H
#define EDGEC_DSP_CONV2D_H

#include "dsp_product.h"

/* Widens count taps at x, a multiple of 4 or the last of a window, into every third word of a column. Returns what
 * follows them there. Taps beyond count become 0. */
EDGEC_FN uint32_t *edgec_dsp_widen(uint32_t *column, const int8_t *x, int32_t count) {
  int32_t i = 0;
  for (; i + 8 <= count; i += 8, column += 12) {
    const uint32_t v = edgec_load_word(x + i), u = edgec_load_word(x + i + 4);
    column[0] = edgec_dsp_even_bytes(v);
    column[3] = edgec_dsp_odd_bytes(v);
    column[6] = edgec_dsp_even_bytes(u);
    column[9] = edgec_dsp_odd_bytes(u);
  }
  for (; i < count; i += 4, column += 6) {
    uint32_t v = 0;
    if (count - i >= 4) {
      v = edgec_load_word(x + i);
    } else {
      memcpy(&v, x + i, (size_t)(count - i));
    }
    column[0] = edgec_dsp_even_bytes(v);
    column[3] = edgec_dsp_odd_bytes(v);
  }
  return column;
}

/* y[pixels, oc] from x[pixels, ic] by weights[oc, ic], packed with ic / 4 steps, rounded up. pixels >= 3, oc >= 2;
 * scratch: 24 bytes for each step, aligned to 4. The last three pixels overlap those before where pixels is no multiple
 * of 3, so that y must not lie over x. */
EDGEC_FN void edgec_dsp_pointwise(const int8_t *x, const int32_t *weights, int8_t *y, void *scratch, int32_t pixels,
                                  int32_t ic, int32_t oc, int32_t form) {
  uint32_t *columns = (uint32_t *)scratch;
  for (int32_t p = 0; p < pixels; p += 3) {
    p = edgec_min(p, pixels - 3);
    for (int32_t i = 0; i < 3; ++i) (void)edgec_dsp_widen(columns + i, x + (p + i) * ic, ic);
    edgec_dsp_product_channels(columns, weights, y + p * oc, oc, (ic + 3) / 4, oc, form);
  }
}

/* The window of one output pixel whose first tap lies at row y0, column x0 of x[ih, iw, ic], packed: rows of kw * ic
 * taps. Taps outside are x_zero. */
EDGEC_FN void edgec_dsp_window(int8_t *window, const int8_t *x, int32_t ih, int32_t iw, int32_t ic, int32_t y0,
                               int32_t x0, int32_t kh, int32_t kw, int32_t dilation_h, int32_t dilation_w,
                               int32_t x_zero) {
  int32_t kx_begin, kx_end;
  edgec_window(x0, kw, dilation_w, 0, iw, &kx_begin, &kx_end);
  if (kx_begin > 0 || kx_end < kw || y0 < 0 || y0 + (kh - 1) * dilation_h >= ih) {
    memset(window, x_zero, (size_t)(kh * kw * ic));
  }
  for (int32_t ky = 0; ky < kh; ++ky, window += kw * ic) {
    const int32_t row = y0 + ky * dilation_h;
    if (row < 0 || row >= ih || kx_begin >= kx_end) continue;
    const int8_t *from = x + (row * iw + x0 + kx_begin * dilation_w) * ic;
    if (dilation_w == 1) {
      memcpy(window + kx_begin * ic, from, (size_t)((kx_end - kx_begin) * ic));
      continue;
    }
    for (int32_t kx = kx_begin; kx < kx_end; ++kx, from += dilation_w * ic) {
      memcpy(window + kx * ic, from, (size_t)ic);
    }
  }
}

/* x[batch, ih, iw, ic], y[batch, oh, ow, oc]; weights[oc, kh, kw, ic], packed with kh * kw * ic / 4 steps, rounded up.
 * oh * ow >= 3, oc >= 2. Padding is x_zero; its top and left extents are given, the others follow.
 * scratch: 24 bytes for each step and kh * kw * ic more, aligned to 4. y must not lie over x. */
EDGEC_FN void edgec_dsp_conv2d(const int8_t *x, const int32_t *weights, int8_t *y, void *scratch, int32_t batch,
                               int32_t ih, int32_t iw, int32_t ic, int32_t oh, int32_t ow, int32_t oc, int32_t kh,
                               int32_t kw, int32_t stride_h, int32_t stride_w, int32_t dilation_h, int32_t dilation_w,
                               int32_t pad_top, int32_t pad_left, int32_t x_zero, int32_t form) {
  const int32_t taps = kh * kw * ic, steps = (taps + 3) / 4, run = kw * ic;
  const int32_t last_row = ih - (kh - 1) * dilation_h, last_column = iw - (kw - 1) * dilation_w;
  const int direct = dilation_w == 1 && run % 4 == 0;
  uint32_t *columns = (uint32_t *)scratch;
  int8_t *window = (int8_t *)(columns + 6 * steps);
  for (int32_t n = 0; n < batch; ++n, x += ih * iw * ic, y += oh * ow * oc) {
    int32_t row = 0, column = 0;
    for (int32_t p = 0; p < oh * ow; p += 3) {
      if (p > oh * ow - 3) {
        p = oh * ow - 3;
        row = p / ow;
        column = p % ow;
      }
      for (int32_t i = 0; i < 3; ++i) {
        const int32_t y0 = row * stride_h - pad_top, x0 = column * stride_w - pad_left;
        if (direct && y0 >= 0 && x0 >= 0 && y0 < last_row && x0 < last_column) {
          const int8_t *from = x + (y0 * iw + x0) * ic;
          uint32_t *to = columns + i;
          for (int32_t ky = 0; ky < kh; ++ky, from += dilation_h * iw * ic) to = edgec_dsp_widen(to, from, run);
        } else {
          edgec_dsp_window(window, x, ih, iw, ic, y0, x0, kh, kw, dilation_h, dilation_w, x_zero);
          (void)edgec_dsp_widen(columns + i, window, taps);
        }
        if (++column == ow) {
          column = 0;
          ++row;
        }
      }
      edgec_dsp_product_channels(columns, weights, y + p * oc, oc, steps, oc, form);
    }
  }
}

#endif
