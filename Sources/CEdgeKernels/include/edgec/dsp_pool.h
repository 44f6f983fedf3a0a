/* Means, sums and maxima of int8 images, channels-last, four channels in a word.
 */
#ifndef EDGEC_DSP_POOL_H
#define EDGEC_DSP_POOL_H

#include "dsp_halves.h"
#include "fixed_point.h"

/* Adds count pixels of four channels, step bytes apart, to the sums: those of channels 0 and 2, 1 and 3 as halves. */
EDGEC_FN void edgec_dsp_add_pixels(const int8_t *x, int32_t step, int32_t count, uint32_t *even, uint32_t *odd) {
  uint32_t a = *even, b = *odd;
  for (; count >= 4; count -= 4, x += 4 * step) {
    const uint32_t p = edgec_load_word(x), q = edgec_load_word(x + step);
    const uint32_t r = edgec_load_word(x + 2 * step), s = edgec_load_word(x + 3 * step);
    a = edgec_dsp_add_even_bytes(edgec_dsp_add_even_bytes(a, p), q);
    b = edgec_dsp_add_odd_bytes(edgec_dsp_add_odd_bytes(b, p), q);
    a = edgec_dsp_add_even_bytes(edgec_dsp_add_even_bytes(a, r), s);
    b = edgec_dsp_add_odd_bytes(edgec_dsp_add_odd_bytes(b, r), s);
  }
  for (; count > 0; --count, x += step) {
    a = edgec_dsp_add_even_bytes(a, edgec_load_word(x));
    b = edgec_dsp_add_odd_bytes(b, edgec_load_word(x));
  }
  *even = a;
  *odd = b;
}

/* As edgec_qs8_average_pool2d, for c a multiple of 4 and windows of at most 256 taps. */
EDGEC_FN void edgec_dsp_average_pool2d(const int8_t *x, int8_t *y, int32_t batch, int32_t ih, int32_t iw, int32_t c,
                                       int32_t oh, int32_t ow, int32_t kh, int32_t kw, int32_t stride_h,
                                       int32_t stride_w, int32_t dilation_h, int32_t dilation_w, int32_t pad_top,
                                       int32_t pad_left, int32_t lo, int32_t hi) {
  for (int32_t p = 0; p < batch * oh * ow; ++p) {
    const int8_t *image = x + p / (oh * ow) * (ih * iw * c);
    const int32_t y0 = p / ow % oh * stride_h - pad_top, x0 = p % ow * stride_w - pad_left;
    int32_t ky_begin, ky_end, kx_begin, kx_end;
    edgec_window(y0, kh, dilation_h, 0, ih, &ky_begin, &ky_end);
    edgec_window(x0, kw, dilation_w, 0, iw, &kx_begin, &kx_end);
    /* Whole rows follow one another. */
    const int32_t taps = kx_end - kx_begin, rows = ky_end - ky_begin;
    const int32_t joined = taps == iw && dilation_h == 1 && dilation_w == 1 && rows > 0;
    const int32_t count = edgec_max(rows * taps, 1);
    for (int32_t i = 0; i < c; i += 4, y += 4) {
      uint32_t even = 0, odd = 0;
      for (int32_t ky = ky_begin; ky < (joined ? ky_begin + 1 : ky_end); ++ky) {
        const int8_t *row = image + ((y0 + ky * dilation_h) * iw + x0 + kx_begin * dilation_w) * c + i;
        if (taps > 0) edgec_dsp_add_pixels(row, dilation_w * c, joined ? count : taps, &even, &odd);
      }
      for (int32_t j = 0; j < 4; ++j) {
        const uint32_t halves = j % 2 ? odd : even;
        const int32_t sum = j < 2 ? edgec_lower(halves) : edgec_upper(halves);
        y[j] = (int8_t)edgec_placed((sum + (sum > 0 ? count / 2 : -(count / 2))) / count, 0, lo, hi);
      }
    }
  }
}

/* As edgec_qs8_reduce_sum, for inner a multiple of 4. */
EDGEC_FN void edgec_dsp_reduce_sum(const int8_t *x, int8_t *y, int32_t outer, int32_t count, int32_t inner,
                                   int32_t start, int32_t rounding, int32_t multiplier, int32_t shift, double twice,
                                   int32_t zero, int32_t lo, int32_t hi) {
  for (int32_t p = 0; p < outer; ++p, x += count * inner) {
    for (int32_t j = 0; j < inner; j += 4, y += 4) {
      uint32_t sums[4] = {(uint32_t)start, (uint32_t)start, (uint32_t)start, (uint32_t)start};
      for (int32_t i = 0; i < count; i += 256) {
        uint32_t even = 0, odd = 0;
        edgec_dsp_add_pixels(x + i * inner + j, inner, edgec_min(256, count - i), &even, &odd);
        sums[0] += (uint32_t)edgec_lower(even), sums[1] += (uint32_t)edgec_lower(odd);
        sums[2] += (uint32_t)edgec_upper(even), sums[3] += (uint32_t)edgec_upper(odd);
      }
      for (int32_t i = 0; i < 4; ++i) {
        y[i] = (int8_t)edgec_placed(edgec_scaled((int32_t)sums[i], rounding, multiplier, shift, twice), zero, lo, hi);
      }
    }
  }
}

/* The larger of each two signed bytes. */
EDGEC_FN uint32_t edgec_dsp_max_bytes(uint32_t a, uint32_t b) {
#if EDGEC_DSP
  uint32_t r;
  __asm__("ssub8 %0, %1, %2\n\tsel %0, %1, %2" : "=&r"(r) : "r"(a), "r"(b) : "cc");
  return r;
#else
  uint32_t r = 0;
  for (int32_t i = 0; i < 32; i += 8) {
    const int8_t p = (int8_t)(uint8_t)(a >> i), q = (int8_t)(uint8_t)(b >> i);
    r |= (uint32_t)(uint8_t)(p > q ? p : q) << i;
  }
  return r;
#endif
}

/* y[batch, oh, ow, c]: the largest tap inside x[batch, ih, iw, c] of each window, or -128; c is a multiple of 4. */
EDGEC_FN void edgec_dsp_max_pool2d(const int8_t *x, int8_t *y, int32_t batch, int32_t ih, int32_t iw, int32_t c,
                                   int32_t oh, int32_t ow, int32_t kh, int32_t kw, int32_t stride_h, int32_t stride_w,
                                   int32_t dilation_h, int32_t dilation_w, int32_t pad_top, int32_t pad_left) {
  for (int32_t p = 0; p < batch * oh * ow; ++p) {
    const int8_t *image = x + p / (oh * ow) * (ih * iw * c);
    const int32_t y0 = p / ow % oh * stride_h - pad_top, x0 = p % ow * stride_w - pad_left;
    int32_t ky_begin, ky_end, kx_begin, kx_end;
    edgec_window(y0, kh, dilation_h, 0, ih, &ky_begin, &ky_end);
    edgec_window(x0, kw, dilation_w, 0, iw, &kx_begin, &kx_end);
    for (int32_t i = 0; i < c; i += 4, y += 4) {
      uint32_t largest = 0x80808080u;
      for (int32_t ky = ky_begin; ky < ky_end; ++ky) {
        const int8_t *tap = image + ((y0 + ky * dilation_h) * iw + x0 + kx_begin * dilation_w) * c + i;
        for (int32_t kx = kx_begin; kx < kx_end; ++kx, tap += dilation_w * c) {
          largest = edgec_dsp_max_bytes(edgec_load_word(tap), largest);
        }
      }
      memcpy(y, &largest, 4);
    }
  }
}

#endif
