/* Depthwise convolution of int8 images, channels-last, with any window, stride, dilation and padding.
 *
 * Four channels of a strip of rows are copied into words with the padding around them, so that taps are at constant
 * distances and nothing tests for borders; rows that the next strip reads again stay. Two taps of four channels become
 * four words of halves, one for each channel. As pixels are copied before outputs over them are written, y may be x
 * where stride is 1 and both have one shape.
 *
 * Weights, for each four input channels and each of their depth outputs: four biases; for each two taps halves of
 * weights for each of the four channels; four multipliers; four constants; and four shifts for EDGEC_DSP_TWICE. What
 * has no channel or tap is 0. */
#ifndef EDGEC_DSP_DEPTHWISE_H
#define EDGEC_DSP_DEPTHWISE_H

#include "dsp_halves.h"

/* What stands where in the geometry g. Pixels of x[batch, rows, columns, channels] and of y[batch, y_rows, y_columns,
 * channels * depth]; strides; how many rows and columns of padding come first, and their integer; extent of the window
 * with dilation; strip rows of y at a time; how many pairs of taps. The offset of each tap, in words from the first,
 * follows, as a word is one pixel and a row has (y_columns - 1) * stride_columns + window_columns of them. */
enum {
  EDGEC_DW_BATCH, EDGEC_DW_ROWS, EDGEC_DW_COLUMNS, EDGEC_DW_CHANNELS, EDGEC_DW_DEPTH,
  EDGEC_DW_Y_ROWS, EDGEC_DW_Y_COLUMNS, EDGEC_DW_STRIDE_ROWS, EDGEC_DW_STRIDE_COLUMNS,
  EDGEC_DW_PAD_ROWS, EDGEC_DW_PAD_COLUMNS, EDGEC_DW_PAD, EDGEC_DW_WINDOW_ROWS, EDGEC_DW_WINDOW_COLUMNS,
  EDGEC_DW_STRIP, EDGEC_DW_PAIRS, EDGEC_DW_OFFSETS
};

/* width words: padding, the pixels at x, padding. Only n channels exist. Without x all is padding. */
EDGEC_FN void edgec_dsp_put_words(uint32_t *words, int32_t width, const int8_t *x, int32_t n, const int32_t *g) {
  const uint32_t pad = (uint32_t)(uint8_t)g[EDGEC_DW_PAD] * 0x01010101u;
  const int32_t first = x ? edgec_min(g[EDGEC_DW_PAD_COLUMNS], width) : width, step = g[EDGEC_DW_CHANNELS];
  const int32_t end = x ? edgec_min(first + g[EDGEC_DW_COLUMNS], width) : width;
  int32_t i = 0;
  for (; i < first; ++i) words[i] = pad;
  for (; i < end; ++i, x += step) words[i] = edgec_dsp_pixel(x, n);
  for (; i < width; ++i) words[i] = pad;
}

/* The outputs of four channels at one pixel, whose first tap is at x; n of them exist and are step apart. */
EDGEC_FN void edgec_dsp_depthwise_pixel(const uint32_t *x, const int32_t *w, int8_t *y, int32_t n, int32_t step,
                                        int32_t form, int32_t pairs, const int32_t *offsets) {
  uint32_t sums[4];
  uint32_t s0 = (uint32_t)w[0], s1 = (uint32_t)w[1], s2 = (uint32_t)w[2], s3 = (uint32_t)w[3];
  for (w += 4; pairs > 0; --pairs, w += 4, offsets += 2) {
    const uint32_t a = x[offsets[0]], b = x[offsets[1]];
    const uint32_t lowers = edgec_dsp_lowers(a, b), uppers = edgec_dsp_uppers(a, b);
    s0 = edgec_dsp_dot(edgec_dsp_even_bytes(lowers), (uint32_t)w[0], s0);
    s1 = edgec_dsp_dot(edgec_dsp_odd_bytes(lowers), (uint32_t)w[1], s1);
    s2 = edgec_dsp_dot(edgec_dsp_even_bytes(uppers), (uint32_t)w[2], s2);
    s3 = edgec_dsp_dot(edgec_dsp_odd_bytes(uppers), (uint32_t)w[3], s3);
  }
  sums[0] = s0, sums[1] = s1, sums[2] = s2, sums[3] = s3;
  for (int32_t i = 0; i < n; ++i, y += step) {
    *y = edgec_dsp_result(sums[i], w[i], w[i + 4], form == EDGEC_DSP_TWICE ? w[i + 8] : 0, form);
  }
}

/* y of x, as above. scratch: words of the rows of x that strip rows of y read, (strip - 1) * stride_rows + window_rows.
 */
EDGEC_FN void edgec_dsp_depthwise(const int8_t *x, const int32_t *weights, int8_t *y, void *scratch, int32_t form,
                                  const int32_t *g) {
  const int32_t channels = g[EDGEC_DW_CHANNELS], depth = g[EDGEC_DW_DEPTH], fours = (channels + 3) / 4;
  const int32_t y_rows = g[EDGEC_DW_Y_ROWS], y_columns = g[EDGEC_DW_Y_COLUMNS], strip = g[EDGEC_DW_STRIP];
  const int32_t stride = g[EDGEC_DW_STRIDE_ROWS], stride_columns = g[EDGEC_DW_STRIDE_COLUMNS];
  const int32_t window = g[EDGEC_DW_WINDOW_ROWS], pairs = g[EDGEC_DW_PAIRS];
  const int32_t width = (y_columns - 1) * stride_columns + g[EDGEC_DW_WINDOW_COLUMNS];
  const int32_t block = 4 * (1 + pairs + edgec_dsp_constants(form));
  const int32_t again = edgec_max(window - stride, 0);
  uint32_t *const words = (uint32_t *)scratch;
  for (int32_t p = 0; p < g[EDGEC_DW_BATCH] * fours; ++p) {
    const int32_t c = p % fours * 4, n = edgec_min(4, channels - c), image = p / fours;
    const int8_t *from = x + image * g[EDGEC_DW_ROWS] * g[EDGEC_DW_COLUMNS] * channels + c;
    int8_t *to = y + (image * y_rows * y_columns * channels + c) * depth;
    for (int32_t r = 0; r < y_rows; ++r) {
      const int32_t at = r % strip * stride, rows = (edgec_min(strip, y_rows - r) - 1) * stride + window;
      if (at == 0) {
        if (r > 0) edgec_dsp_move_words(words, words + strip * stride * width, again * width);
        for (int32_t i = r > 0 ? again : 0; i < rows; ++i) {
          const int32_t row = r * stride - g[EDGEC_DW_PAD_ROWS] + i, in = row >= 0 && row < g[EDGEC_DW_ROWS];
          edgec_dsp_put_words(words + i * width, width, in ? from + row * g[EDGEC_DW_COLUMNS] * channels : 0, n, g);
        }
      }
      for (int32_t i = 0; i < y_columns; ++i, to += channels * depth) {
        for (int32_t d = 0; d < depth; ++d) {
          edgec_dsp_depthwise_pixel(words + at * width + i * stride_columns, weights + (c / 4 * depth + d) * block,
                                    to + d, n, depth, form, pairs, g + EDGEC_DW_OFFSETS);
        }
      }
    }
  }
}

#endif
