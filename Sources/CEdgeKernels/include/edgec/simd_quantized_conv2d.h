/* Convolution of quantized images in vectors, channels-last. Semantics: TFLite CONV_2D with one group and
 * DEPTHWISE_CONV_2D with a depth multiplier of 1; padding stands for 0.
 *
 * The rows of the image that a row of the output needs lie, less the zero point and padded, in a ring of scratch memory
 * of ((kh - 1) * dilation_h + 1) * ((ow - 1) * stride_w + (kw - 1) * dilation_w + 1) * ic + 1 numbers: no tap is
 * outside.
 */
#ifndef EDGEC_SIMD_QUANTIZED_CONV2D_H
#define EDGEC_SIMD_QUANTIZED_CONV2D_H

#include "simd_quantized_product.h"

/* The most runs a window may have: kh where dilation_w is 1, kh * kw elsewhere. */
#define EDGEC_SIMD_QUANTIZED_RUNS 64

/* An image x[ih, iw, channels] with its zero point, and where it is in its padding. */
typedef struct {
  const int8_t *x;
  int32_t ih, iw, channels, zero, pad_top, pad_left;
} edgec_s8_image;

/* Lets ring, whose rows are columns * channels numbers, hold the rows top to top + count - 1 of the padded image, row
 * r at r % count. Those below *next are there already. */
EDGEC_FN void edgec_s8_padded_rows(edgec_s8_image image, int16_t *ring, int32_t columns, int32_t top, int32_t count,
                                   int32_t *next) {
  const int32_t c = image.channels, before = edgec_min(image.pad_left, columns);
  for (*next = edgec_max(*next, top); *next < top + count; ++*next) {
    int16_t *row = ring + *next % count * (columns * c);
    const int32_t iy = *next - image.pad_top, in_image = iy >= 0 && iy < image.ih;
    const int32_t taken = in_image ? edgec_min(columns - before, image.iw) : 0;
    memset(row, 0, (size_t)(before * c) * sizeof *row);
    if (taken > 0) edgec_s8_widen(row + before * c, image.x + iy * image.iw * c, taken * c, image.zero);
    memset(row + (before + taken) * c, 0, (size_t)((columns - before - taken) * c) * sizeof *row);
  }
}

/* x[batch, ih, iw, ic], y[batch, oh, ow, oc] = quantized(conv(x - x_zero, weights) + bias). The weights are packed
 * as in simd_quantized_product.h; an output's inputs are in the order [kh, kw, ic]. */
EDGEC_FN void edgec_simd_qs8_conv2d(const int8_t *x, const int8_t *w, const int32_t *table, int8_t *y, int16_t *ring,
                                    int32_t batch, int32_t ih, int32_t iw, int32_t ic, int32_t oh, int32_t ow,
                                    int32_t oc, int32_t kh, int32_t kw, int32_t stride_h, int32_t stride_w,
                                    int32_t dilation_h, int32_t dilation_w, int32_t pad_top, int32_t pad_left,
                                    int32_t x_zero, int32_t rounding, int32_t y_zero, int32_t lo, int32_t hi) {
  const int32_t count = (kh - 1) * dilation_h + 1, columns = (ow - 1) * stride_w + (kw - 1) * dilation_w + 1;
  const int32_t in_row = dilation_w == 1 ? 1 : kw, size = columns * ic, run = dilation_w == 1 ? kw * ic : ic;
  const edgec_s8_output to = {rounding, y_zero, lo, hi, NULL};
  edgec_s8_image image = {x, ih, iw, ic, x_zero, pad_top, pad_left};
  int32_t offsets[EDGEC_SIMD_QUANTIZED_RUNS];
  const edgec_s16_runs rows = {ring, offsets, stride_w * ic, kh * in_row, (run + 1) / 2};
  ring[count * size] = 0;
  for (int32_t b = 0; b < batch; ++b, image.x += ih * iw * ic) {
    for (int32_t oy = 0, next = 0; oy < oh; ++oy, y += ow * oc) {
      const int32_t top = oy * stride_h;
      edgec_s8_padded_rows(image, ring, columns, top, count, &next);
      for (int32_t r = 0; r < rows.count; ++r) {
        offsets[r] = (top + r / in_row * dilation_h) % count * size + r % in_row * dilation_w * ic;
      }
      edgec_simd_qs8_rows(ow, rows, w, table, y, oc, to);
    }
  }
}

#endif
