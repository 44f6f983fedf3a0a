/* Convolutions of int8 images on MVE whose windows are copied to rows, a row of the output at a time. */
#ifndef EDGEC_MVE_CONV2D_H
#define EDGEC_MVE_CONV2D_H

#include "mve_fully_connected.h"
#include "mve_pointwise.h"

/* Element i of the window at y0, x0: [row][column][c]. What follows the window is multiplied by 0. */
EDGEC_FN int32_t edgec_mve_window_element(const int8_t *x, int32_t i, int32_t y0, int32_t x0, int32_t ih, int32_t iw,
                                          int32_t c, int32_t kh, int32_t kw, int32_t x_zero) {
  const int32_t row = y0 + i / (kw * c), column = x0 + i / c % kw;
  if (i >= kh * kw * c) return 0;
  return row >= 0 && row < ih && column >= 0 && column < iw ? x[(row * iw + column) * c + i % c] : x_zero;
}

/* edgec_mve_conv2d: x[ih, iw, c], y[oh, ow, oc] = scaled(sum of the window's x * w[o] + bias[o]); pixels outside the
 * image are x_zero. w and parameters as edgec_mve_pointwise reads them, with steps = ceil(kh * kw * c / 16) <= 16 and
 * oc a multiple of 8; biases are for x without its zero point.
 *
 * edgec_mve_conv2d_deep: the same for any number of steps and channels. w as edgec_mve_fully_connected reads it;
 * parameters are its biases followed by its factors.
 *
 * Scratch memory: the rows of x under a row of windows with their padding, kh * (stride_w * (ow - 1) + kw) * c bytes
 * and 16 to 31 more, to a multiple of 16; then 16 steps for each window of one row, or of two for edgec_mve_conv2d,
 * and 16 more. Every extent is above 0. */
EDGEC_FN void edgec_mve_conv2d_in_c(const int8_t *x, const int32_t *w, const int32_t *parameters, int8_t *y,
                                    int32_t ih, int32_t iw, int32_t c, int32_t oh, int32_t ow, int32_t oc, int32_t kh,
                                    int32_t kw, int32_t stride_h, int32_t stride_w, int32_t pad_top, int32_t pad_left,
                                    int32_t x_zero, int32_t rounding, int32_t y_zero) {
  const int32_t n = kh * kw * c, steps = (n + 15) / 16;
  for (int32_t p = 0; p < oh * ow; ++p) {
    const int32_t y0 = p / ow * stride_h - pad_top, x0 = p % ow * stride_w - pad_left;
    for (int32_t o = 0; o < oc; ++o) {
      const int32_t half = o / 8 * 2 + o % 2, lane = o % 8 / 2;
      const int32_t *v = w + half * steps * 16 + lane * 4;
      const int32_t *q = parameters + half * 12 + lane;
      int32_t sum = q[0];
      for (int32_t i = 0; i < n; ++i) {
        const int32_t a = edgec_mve_window_element(x, i, y0, x0, ih, iw, c, kh, kw, x_zero);
        sum += a * edgec_mve_weight(v, i / 16 * 64 + i % 16);
      }
      *y++ = edgec_mve_scaled(sum, q[4], q[8], rounding, y_zero);
    }
  }
}
EDGEC_FN void edgec_mve_conv2d_deep_in_c(const int8_t *x, const int32_t *w, const int32_t *parameters, int8_t *y,
                                         int32_t ih, int32_t iw, int32_t c, int32_t oh, int32_t ow, int32_t oc,
                                         int32_t kh, int32_t kw, int32_t stride_h, int32_t stride_w, int32_t pad_top,
                                         int32_t pad_left, int32_t x_zero, int32_t rounding, int32_t y_zero) {
  const int32_t n = kh * kw * c, steps = (n + 15) / 16, *factors = parameters + (oc + 7) / 8 * 8;
  for (int32_t p = 0; p < oh * ow; ++p) {
    const int32_t y0 = p / ow * stride_h - pad_top, x0 = p % ow * stride_w - pad_left;
    for (int32_t o = 0; o < oc; ++o) {
      const int32_t *v = w + o / 8 * steps * 32 + o % 8 * 4;
      const int32_t lane = o % 2 * 4 + o % 8 / 2, *q = factors + o / 8 * 16 + lane;
      int32_t sum = parameters[o / 8 * 8 + lane];
      for (int32_t i = 0; i < n; ++i) {
        const int32_t a = edgec_mve_window_element(x, i, y0, x0, ih, iw, c, kh, kw, x_zero);
        sum += a * edgec_mve_weight(v, i / 16 * 128 + i % 16);
      }
      *y++ = edgec_mve_scaled(sum, q[0], q[8], rounding, y_zero);
    }
  }
}

#ifdef EDGEC_MVE
/* The rows of x from row on, each with its padding, pitch bytes. */
EDGEC_FN void edgec_mve_strip(const int8_t *x, int8_t *strip, int32_t row, int32_t ih, int32_t iw, int32_t c,
                              int32_t kh, int32_t pitch, int32_t pad_left, int32_t x_zero) {
  const int32_t inside = edgec_min(iw * c, pitch - pad_left * c);
  for (int32_t r = 0; r < kh; ++r, strip += pitch) {
    if (row + r < 0 || row + r >= ih) {
      edgec_mve_fill(strip, x_zero, pitch);
    } else {
      edgec_mve_copy(x + (row + r) * iw * c, strip + pad_left * c, inside);
    }
  }
}

/* n windows of three rows of at most 10 bytes to rows of 32. */
EDGEC_FN void edgec_mve_windows_of_three(const int8_t *strip, int32_t pitch, int8_t *windows, int32_t run, int32_t step,
                                         int32_t n) {
  register const int8_t *r0 __asm__("r0") = strip;
  register const int8_t *r1 __asm__("r1") = strip + pitch;
  register const int8_t *r2 __asm__("r2") = strip + pitch * 2;
  register int8_t *r3 __asm__("r3") = windows;
  register int8_t *r4 __asm__("r4") = windows + run;
  register int8_t *r5 __asm__("r5") = windows + run * 2;
  __asm__ volatile(
      "dls lr, %7\n 1:\n vldrb.u8 q0, [r0]\n add r0, %6\n vstrb.8 q0, [r3], #32\n vldrb.u8 q1, [r1]\n add r1, %6\n "
      "vstrb.8 q1, [r4], #32\n vldrb.u8 q2, [r2]\n add r2, %6\n vstrb.8 q2, [r5], #32\n le lr, 1b"
      : "+r"(r0), "+r"(r1), "+r"(r2), "+r"(r3), "+r"(r4), "+r"(r5)
      : "r"(step), "r"(n)
      : "lr", "q0", "q1", "q2", "memory");
}

/* n windows of kh rows of run bytes to rows of size. Where a row is short, 16 bytes are copied and what is too much is
 * overwritten by the next one. */
EDGEC_FN void edgec_mve_windows(const int8_t *strip, int32_t pitch, int8_t *windows, int32_t kh, int32_t run,
                                int32_t size, int32_t step, int32_t n) {
  if (kh == 3 && size == 32 && run <= 10) {
    edgec_mve_windows_of_three(strip, pitch, windows, run, step, n);
    return;
  }
  for (int32_t i = 0; i < n; ++i, strip += step, windows += size) {
    if (run > 16) {
      for (int32_t r = 0; r < kh; ++r) edgec_mve_copy(strip + r * pitch, windows + r * run, run);
    } else {
      const int8_t *from = strip;
      int8_t *to = windows;
      __asm__ volatile(
          "dls lr, %4\n 1:\n vldrb.u8 q0, [%0]\n add %0, %2\n vstrb.8 q0, [%1]\n add %1, %3\n le lr, 1b"
          : "+r"(from), "+r"(to)
          : "r"(pitch), "r"(run), "r"(kh)
          : "lr", "q0", "memory");
    }
  }
}
/* The windows of row r of y, of which there are ow, at windows; strip is where their rows of x are copied, between
 * padding that is there already. */
EDGEC_FN void edgec_mve_row_of_windows(const int8_t *x, int8_t *strip, int8_t *windows, int32_t r, int32_t ih,
                                       int32_t iw, int32_t c, int32_t ow, int32_t kh, int32_t kw, int32_t stride_h,
                                       int32_t stride_w, int32_t pad_top, int32_t pad_left, int32_t x_zero) {
  const int32_t pitch = (stride_w * (ow - 1) + kw) * c, size = (kh * kw * c + 15) / 16 * 16;
  edgec_mve_strip(x, strip, r * stride_h - pad_top, ih, iw, c, kh, pitch, pad_left, x_zero);
  edgec_mve_windows(strip, pitch, windows, kh, kw * c, size, stride_w * c, ow);
}
#endif

EDGEC_MVE_FN void edgec_mve_conv2d(const int8_t *x, const int32_t *w, const int32_t *parameters, int8_t *y,
                                   int8_t *scratch, int32_t ih, int32_t iw, int32_t c, int32_t oh, int32_t ow,
                                   int32_t oc, int32_t kh, int32_t kw, int32_t stride_h, int32_t stride_w,
                                   int32_t pad_top, int32_t pad_left, int32_t x_zero, int32_t rounding,
                                   int32_t y_zero) {
#ifdef EDGEC_MVE
  const int32_t strip = kh * (stride_w * (ow - 1) + kw) * c, steps = (kh * kw * c + 15) / 16;
  int8_t *windows = scratch + (strip + 31) / 16 * 16;
  edgec_mve_fill(scratch, x_zero, strip);
  /* Two rows at a time, so that windows make pairs. */
  for (int32_t r = 0; r < oh; r += 2) {
    const int32_t rows = edgec_min(2, oh - r);
    for (int32_t i = 0; i < rows; ++i) {
      edgec_mve_row_of_windows(x, scratch, windows + i * ow * steps * 16, r + i, ih, iw, c, ow, kh, kw, stride_h,
                               stride_w, pad_top, pad_left, x_zero);
    }
    edgec_mve_pointwise(windows, steps * 16, w, parameters, y + r * ow * oc, oc, rows * ow, steps, oc, rounding,
                        y_zero);
  }
#else
  (void)scratch;
  edgec_mve_conv2d_in_c(x, w, parameters, y, ih, iw, c, oh, ow, oc, kh, kw, stride_h, stride_w, pad_top, pad_left,
                        x_zero, rounding, y_zero);
#endif
}

EDGEC_MVE_FN void edgec_mve_conv2d_deep(const int8_t *x, const int32_t *w, const int32_t *parameters, int8_t *y,
                                        int8_t *scratch, int32_t ih, int32_t iw, int32_t c, int32_t oh, int32_t ow,
                                        int32_t oc, int32_t kh, int32_t kw, int32_t stride_h, int32_t stride_w,
                                        int32_t pad_top, int32_t pad_left, int32_t x_zero, int32_t rounding,
                                        int32_t y_zero) {
#ifdef EDGEC_MVE
  const int32_t strip = kh * (stride_w * (ow - 1) + kw) * c, steps = (kh * kw * c + 15) / 16;
  const int32_t *factors = parameters + (oc + 7) / 8 * 8;
  int8_t *windows = scratch + (strip + 31) / 16 * 16;
  edgec_mve_fill(scratch, x_zero, strip);
  for (int32_t r = 0; r < oh; ++r) {
    edgec_mve_row_of_windows(x, scratch, windows, r, ih, iw, c, ow, kh, kw, stride_h, stride_w, pad_top, pad_left,
                             x_zero);
    for (int32_t i = 0; i < ow; ++i, y += oc) {
      edgec_mve_fully_connected(windows + i * steps * 16, w, parameters, factors, 16, y, steps, oc, rounding, y_zero);
    }
  }
#else
  (void)scratch;
  edgec_mve_conv2d_deep_in_c(x, w, parameters, y, ih, iw, c, oh, ow, oc, kh, kw, stride_h, stride_w, pad_top, pad_left,
                             x_zero, rounding, y_zero);
#endif
}

#endif
