/* Depthwise convolution of quantized images in vectors, channels-last. Semantics: TFLite DEPTHWISE_CONV_2D with a depth
 * multiplier of 1; padding stands for 0.
 *
 * For each 16 channels the weights are 16 numbers for each tap, the table is 16 biases, 16 multipliers and 16 shifts.
 * The rows of the image that a row of the output needs lie, less the zero point and padded, in a ring of scratch
 * memory.
 */
#ifndef EDGEC_SIMD_QUANTIZED_DEPTHWISE_CONV2D_H
#define EDGEC_SIMD_QUANTIZED_DEPTHWISE_CONV2D_H

#include "simd_quantized_conv2d.h"

/* The rows of a ring that hold the windows of a row of the output: tap (i, j) of channel c of the window at ox is at
 * ring[(top + i * dilation_h) % count * row + (ox * stride + j * dilation_w) * channels + c]. */
typedef struct {
  const int16_t *ring;
  int32_t top, count, row, stride, dilation_h, dilation_w, channels;
} edgec_s16_ring;

/* y[n] or y[EDGEC_SIMD_INTEGERS], whichever is less. */
EDGEC_FN void edgec_simd_qs8_channels(int8_t *y, edgec_s32v sum, const int32_t *table, int32_t n, edgec_s8_output to) {
  int8_t all[EDGEC_SIMD_INTEGERS];
  edgec_s32v_finish(n < EDGEC_SIMD_INTEGERS ? all : y, sum, table + 16, table + 32, 0, to);
  if (n < EDGEC_SIMD_INTEGERS) memcpy(y, all, (size_t)n);
}

/* Channels c to c + EDGEC_SIMD_INTEGERS - 1 of a row of outputs, 3x3: the weights stay in registers. They are w's
 * numbers from c % 16 on, 16 a tap, and so are the tables. */
EDGEC_FN void edgec_simd_qs8_depthwise_3x3(edgec_s16_ring r, const int16_t *w, const int32_t *table, int8_t *y,
                                           int32_t ow, int32_t c, edgec_s8_output to) {
  edgec_s32v weight[9];
  const edgec_s32v bias = edgec_s32v_load(table + c % 16);
  const int16_t *rows[3];
  EDGEC_UNROLL for (int32_t t = 0; t < 9; ++t) weight[t] = edgec_s32v_zero_extend(w + t * 16 + c % 16);
  EDGEC_UNROLL for (int32_t i = 0; i < 3; ++i) rows[i] = r.ring + (r.top + i * r.dilation_h) % r.count * r.row + c;
  for (int32_t ox = 0; ox < ow; ++ox) {
    edgec_s32v sum = bias;
    EDGEC_UNROLL for (int32_t t = 0; t < 9; ++t) {
      const int16_t *x = rows[t / 3] + (ox * r.stride + t % 3 * r.dilation_w) * r.channels;
      sum = edgec_s32v_mac(sum, edgec_s32v_zero_extend(x), weight[t]);
    }
    edgec_simd_qs8_channels(y + ox * r.channels + c, sum, table + c % 16, r.channels - c, to);
  }
}

/* The same for any window. */
EDGEC_FN void edgec_simd_qs8_depthwise_any(edgec_s16_ring r, const int16_t *w, const int32_t *table, int8_t *y,
                                           int32_t ow, int32_t kh, int32_t kw, int32_t c, edgec_s8_output to) {
  for (int32_t ox = 0; ox < ow; ++ox) {
    edgec_s32v sum = edgec_s32v_load(table + c % 16);
    for (int32_t i = 0; i < kh; ++i) {
      const int16_t *x = r.ring + (r.top + i * r.dilation_h) % r.count * r.row + ox * r.stride * r.channels + c;
      for (int32_t j = 0; j < kw; ++j) {
        sum = edgec_s32v_mac(sum, edgec_s32v_zero_extend(x + j * r.dilation_w * r.channels),
                             edgec_s32v_zero_extend(w + (i * kw + j) * 16 + c % 16));
      }
    }
    edgec_simd_qs8_channels(y + ox * r.channels + c, sum, table + c % 16, r.channels - c, to);
  }
}

/* x[batch, ih, iw, channels], y[batch, oh, ow, channels] = quantized(conv(x - x_zero, weights) + bias). ring has room
 * for ((kh - 1) * dilation_h + 1) * ((ow - 1) * stride_w + (kw - 1) * dilation_w + 1) * channels + 15 numbers. */
EDGEC_FN void edgec_simd_qs8_depthwise_conv2d(const int8_t *x, const int16_t *w, const int32_t *table, int8_t *y,
                                              int16_t *ring, int32_t batch, int32_t ih, int32_t iw,
                                              int32_t channels, int32_t oh, int32_t ow, int32_t kh, int32_t kw,
                                              int32_t stride_h, int32_t stride_w, int32_t dilation_h,
                                              int32_t dilation_w, int32_t pad_top, int32_t pad_left, int32_t x_zero,
                                              int32_t rounding, int32_t y_zero, int32_t lo, int32_t hi) {
  const int32_t count = (kh - 1) * dilation_h + 1, columns = (ow - 1) * stride_w + (kw - 1) * dilation_w + 1;
  const edgec_s8_output to = {rounding, y_zero, lo, hi, NULL};
  edgec_s8_image image = {x, ih, iw, channels, x_zero, pad_top, pad_left};
  memset(ring + count * columns * channels, 0, 15 * sizeof *ring);
  for (int32_t b = 0; b < batch; ++b, image.x += ih * iw * channels) {
    for (int32_t oy = 0, next = 0; oy < oh; ++oy, y += ow * channels) {
      const int32_t top = oy * stride_h;
      const edgec_s16_ring r = {ring, top, count, columns * channels, stride_w, dilation_h, dilation_w, channels};
      edgec_s8_padded_rows(image, ring, columns, top, count, &next);
      for (int32_t c = 0; c < channels; c += EDGEC_SIMD_INTEGERS) {
        const int16_t *from = w + c / 16 * (16 * kh * kw);
        if (kh == 3 && kw == 3) {
          edgec_simd_qs8_depthwise_3x3(r, from, table + c / 16 * 48, y, ow, c, to);
        } else {
          edgec_simd_qs8_depthwise_any(r, from, table + c / 16 * 48, y, ow, kh, kw, c, to);
        }
      }
    }
  }
}

#endif
