/* Products of rows of 8-bit integers with a matrix of weights in vectors, which convolutions and fully connected layers
 * of quantized numbers are made of.
 *
 * For each 16 outputs the weights are, for each two inputs, 16 pairs; the table is 16 biases, 16 multipliers and 16
 * shifts. Runs of inputs of odd length, and outputs, are filled up with 0.
 */
#ifndef EDGEC_SIMD_QUANTIZED_PRODUCT_H
#define EDGEC_SIMD_QUANTIZED_PRODUCT_H

#include "simd_integer.h"

#define EDGEC_SIMD_INTEGER_VECTORS (16 / EDGEC_SIMD_INTEGERS)

/* The rows of numbers of several pixels: that of pixel p consists of count runs of numbers, each of 2 * pairs; run r
 * begins at x[p * step + offsets[r]]. */
typedef struct {
  const int16_t *x;
  const int32_t *offsets;
  int32_t step, count, pairs;
} edgec_s16_runs;

/* y[pixels][vectors * EDGEC_SIMD_INTEGERS]. pixels and vectors are literals. */
EDGEC_INLINE void edgec_simd_qs8_block(int32_t pixels, int32_t vectors, edgec_s16_runs rows, const int8_t *w,
                                       const int32_t *table, int8_t *y, int32_t y_step, edgec_s8_output to) {
  edgec_s32v sum[EDGEC_SIMD_PIXELS][EDGEC_SIMD_INTEGER_VECTORS], weight[EDGEC_SIMD_INTEGER_VECTORS];
  EDGEC_UNROLL for (int32_t v = 0; v < vectors; ++v) {
    weight[v] = edgec_s32v_load(table + v * EDGEC_SIMD_INTEGERS);
    EDGEC_UNROLL for (int32_t p = 0; p < pixels; ++p) sum[p][v] = weight[v];
  }
  for (int32_t r = 0; r < rows.count; ++r) {
    const int16_t *x = rows.x + rows.offsets[r];
    for (int32_t k = 0; k < rows.pairs; ++k, x += 2, w += 32) {
      EDGEC_UNROLL for (int32_t v = 0; v < vectors; ++v) {
        weight[v] = edgec_s32v_widen(w + v * 2 * EDGEC_SIMD_INTEGERS);
      }
      EDGEC_UNROLL for (int32_t p = 0; p < pixels; ++p) {
        const edgec_s32v all = edgec_s32v_pair(x + p * rows.step);
        EDGEC_UNROLL for (int32_t v = 0; v < vectors; ++v) sum[p][v] = edgec_s32v_mac(sum[p][v], all, weight[v]);
      }
    }
  }
  EDGEC_UNROLL for (int32_t p = 0; p < pixels; ++p) {
    EDGEC_UNROLL for (int32_t v = 0; v < vectors; ++v) {
      const int32_t c = v * EDGEC_SIMD_INTEGERS;
      edgec_s32v_finish(y + p * y_step + c, sum[p][v], table + 16 + c, table + 32 + c, c, to);
    }
  }
}

/* The same for one pixel: each output has four sums, which do not wait for each other. */
EDGEC_INLINE void edgec_simd_qs8_pixel(int32_t vectors, edgec_s16_runs rows, const int8_t *w, const int32_t *table,
                                       int8_t *y, edgec_s8_output to) {
  const int16_t none[2] = {0, 0};
  edgec_s32v sum[4][EDGEC_SIMD_INTEGER_VECTORS];
  EDGEC_UNROLL for (int32_t v = 0; v < vectors; ++v) {
    sum[0][v] = edgec_s32v_load(table + v * EDGEC_SIMD_INTEGERS);
    EDGEC_UNROLL for (int32_t i = 1; i < 4; ++i) sum[i][v] = edgec_s32v_pair(none);
  }
  for (int32_t r = 0; r < rows.count; ++r) {
    const int16_t *x = rows.x + rows.offsets[r];
    int32_t k = 0;
    for (; k < rows.pairs - 3; k += 4, x += 8, w += 128) {
      EDGEC_UNROLL for (int32_t i = 0; i < 4; ++i) {
        const edgec_s32v all = edgec_s32v_pair(x + 2 * i);
        EDGEC_UNROLL for (int32_t v = 0; v < vectors; ++v) {
          const edgec_s32v weight = edgec_s32v_widen(w + 32 * i + v * 2 * EDGEC_SIMD_INTEGERS);
          sum[i][v] = edgec_s32v_mac(sum[i][v], all, weight);
        }
      }
    }
    for (; k < rows.pairs; ++k, x += 2, w += 32) {
      const edgec_s32v all = edgec_s32v_pair(x);
      EDGEC_UNROLL for (int32_t v = 0; v < vectors; ++v) {
        sum[0][v] = edgec_s32v_mac(sum[0][v], all, edgec_s32v_widen(w + v * 2 * EDGEC_SIMD_INTEGERS));
      }
    }
  }
  EDGEC_UNROLL for (int32_t v = 0; v < vectors; ++v) {
    const int32_t c = v * EDGEC_SIMD_INTEGERS;
    const edgec_s32v all = edgec_s32v_add(edgec_s32v_add(sum[0][v], sum[1][v]), edgec_s32v_add(sum[2][v], sum[3][v]));
    edgec_s32v_finish(y + c, all, table + 16 + c, table + 32 + c, c, to);
  }
}

/* The same for a number of pixels up to EDGEC_SIMD_PIXELS. */
EDGEC_INLINE void edgec_simd_qs8_pixels(int32_t pixels, int32_t vectors, edgec_s16_runs rows, const int8_t *w,
                                        const int32_t *table, int8_t *y, int32_t y_step, edgec_s8_output to) {
#define EDGEC_SIMD_CASE(p) \
  case p: edgec_simd_qs8_block(p, vectors, rows, w, table, y, y_step, to); break;
  switch (pixels) {
    case 1: edgec_simd_qs8_pixel(vectors, rows, w, table, y, to); break;
    EDGEC_SIMD_SEVERAL(EDGEC_SIMD_CASE)
    default: break;
  }
#undef EDGEC_SIMD_CASE
}

/* y[pixels, oc]. */
EDGEC_FN void edgec_simd_qs8_rows(int32_t pixels, edgec_s16_runs rows, const int8_t *w, const int32_t *table, int8_t *y,
                                  int32_t oc, edgec_s8_output to) {
  const int32_t parts = (pixels + EDGEC_SIMD_PIXELS - 1) / EDGEC_SIMD_PIXELS;
  for (int32_t part = parts; part > 0; --part) {
    const int32_t n = (pixels + part - 1) / part;
    for (int32_t o = 0; o < oc; o += 16) {
      const int32_t outputs = edgec_min(oc - o, 16);
      const edgec_s8_output here = {to.rounding, to.zero, to.lo, to.hi, to.twice ? to.twice + o : NULL};
      const int8_t *from = w + o * 2 * rows.count * rows.pairs;
      int8_t rest[EDGEC_SIMD_PIXELS * 16];
      int8_t *y_o = outputs == 16 ? y + o : rest;
      const int32_t y_step = outputs == 16 ? oc : 16;
      if (outputs <= 8 && EDGEC_SIMD_INTEGER_VECTORS > 1) {
        edgec_simd_qs8_pixels(n, EDGEC_SIMD_INTEGER_VECTORS / 2, rows, from, table + 3 * o, y_o, y_step, here);
      } else {
        edgec_simd_qs8_pixels(n, EDGEC_SIMD_INTEGER_VECTORS, rows, from, table + 3 * o, y_o, y_step, here);
      }
      for (int32_t p = 0; p < n && outputs < 16; ++p) memcpy(y + p * oc + o, rest + p * 16, (size_t)outputs);
    }
    rows.x += n * rows.step;
    y += n * oc;
    pixels -= n;
  }
}

/* y[m, oc] = quantized(x[m, k] - x_zero times the weights + bias). row has room for m rows of k + k % 2 numbers, at
 * most 12. twice, in sixteens, may be NULL unless rounding is EDGEC_REAL. */
EDGEC_FN void edgec_simd_qs8_fully_connected(const int8_t *x, const int8_t *w, const int32_t *table, int8_t *y,
                                             int16_t *row, int32_t m, int32_t k, int32_t oc, int32_t x_zero,
                                             int32_t rounding, const double *twice, int32_t y_zero, int32_t lo,
                                             int32_t hi) {
  const int32_t offset = 0, size = k + k % 2;
  const edgec_s8_output to = {rounding, y_zero, lo, hi, twice};
  const edgec_s16_runs rows = {row, &offset, size, 1, size / 2};
  for (int32_t i = 0, n; i < m; i += n) {
    n = edgec_min(m - i, EDGEC_SIMD_PIXELS);
    for (int32_t p = 0; p < n; ++p) {
      edgec_s8_widen(row + p * size, x + (i + p) * k, k, x_zero);
      if (size > k) row[p * size + k] = 0;
    }
    edgec_simd_qs8_rows(n, rows, w, table, y + i * oc, oc, to);
  }
}

#endif
