/* Products of rows of numbers with a matrix of weights, which convolutions and fully connected layers are made of, in
 * vectors.
 *
 * The weights lie in the order they are read in, panel by panel of at most EDGEC_SIMD_PANEL products. A panel has for
 * each 16 outputs 16 numbers to begin with, which are the bias in the first panel and 0 in the others, and for each of
 * its inputs the 16 weights to these outputs; outputs that lack are 0. Each sum adds the products of a panel one after
 * the other, then panel to panel.
 */
#ifndef EDGEC_SIMD_PRODUCT_H
#define EDGEC_SIMD_PRODUCT_H

#include "simd.h"

#define EDGEC_SIMD_PANEL 512
#define EDGEC_SIMD_VECTORS (16 / EDGEC_SIMD_WIDTH)

/* The rows of numbers of several pixels: that of pixel p consists of count runs of numbers, each run long; run r
 * begins at x[p * step + offsets[r]]. */
typedef struct {
  const float *x;
  const int32_t *offsets;
  int32_t step, count, run;
} edgec_f32_runs;

/* What becomes of the sums over a panel: they are added to what is there unless it is the first, and limited. */
typedef struct {
  int first;
  float lo, hi;
} edgec_f32_finish;

/* y[pixels][vectors * EDGEC_SIMD_WIDTH] = sums over one panel. pixels and vectors are literals. */
EDGEC_INLINE void edgec_simd_block(int32_t pixels, int32_t vectors, edgec_f32_runs rows, const float *w, float *y,
                                   int32_t y_step, edgec_f32_finish finish) {
  edgec_f32v sum[EDGEC_SIMD_PIXELS][EDGEC_SIMD_VECTORS], weight[EDGEC_SIMD_VECTORS];
  EDGEC_UNROLL for (int32_t v = 0; v < vectors; ++v) {
    weight[v] = edgec_f32v_load(w + v * EDGEC_SIMD_WIDTH);
    EDGEC_UNROLL for (int32_t p = 0; p < pixels; ++p) sum[p][v] = weight[v];
  }
  for (int32_t r = 0; r < rows.count; ++r) {
    const float *x = rows.x + rows.offsets[r];
    for (int32_t k = 0; k < rows.run; ++k, ++x) {
      w += 16;
      EDGEC_UNROLL for (int32_t v = 0; v < vectors; ++v) weight[v] = edgec_f32v_load(w + v * EDGEC_SIMD_WIDTH);
      EDGEC_UNROLL for (int32_t p = 0; p < pixels; ++p) {
        const edgec_f32v all = edgec_f32v_all(x[p * rows.step]);
        EDGEC_UNROLL for (int32_t v = 0; v < vectors; ++v) sum[p][v] = edgec_f32v_mac(sum[p][v], all, weight[v]);
      }
    }
  }
  EDGEC_UNROLL for (int32_t p = 0; p < pixels; ++p) {
    EDGEC_UNROLL for (int32_t v = 0; v < vectors; ++v) {
      float *to = y + p * y_step + v * EDGEC_SIMD_WIDTH;
      if (!finish.first) sum[p][v] = edgec_f32v_add(edgec_f32v_load(to), sum[p][v]);
      edgec_f32v_store(to, edgec_f32v_clamp(sum[p][v], finish.lo, finish.hi));
    }
  }
}

/* The same for a number of pixels up to EDGEC_SIMD_PIXELS. */
EDGEC_INLINE void edgec_simd_pixels(int32_t pixels, int32_t vectors, edgec_f32_runs rows, const float *w, float *y,
                                    int32_t y_step, edgec_f32_finish finish) {
#define EDGEC_SIMD_CASE(p) \
  case p: edgec_simd_block(p, vectors, rows, w, y, y_step, finish); break;
  switch (pixels) {
    EDGEC_SIMD_CASE(1)
    EDGEC_SIMD_SEVERAL(EDGEC_SIMD_CASE)
    default: break;
  }
#undef EDGEC_SIMD_CASE
}

/* Sums over one panel for up to EDGEC_SIMD_PIXELS pixels and all outputs: y[pixels, oc]. */
EDGEC_FN void edgec_simd_panel(int32_t pixels, edgec_f32_runs rows, const float *w, float *y, int32_t oc,
                               edgec_f32_finish finish) {
  const int32_t size = 16 + 16 * rows.count * rows.run;
  int32_t o = 0;
  for (; o + 16 <= oc; o += 16, w += size) {
    edgec_simd_pixels(pixels, EDGEC_SIMD_VECTORS, rows, w, y + o, oc, finish);
  }
  if (o == oc) return;
  float rest[EDGEC_SIMD_PIXELS * 16];
  for (int32_t p = 0; p < pixels; ++p) {
    for (int32_t c = 0; c < oc - o && !finish.first; ++c) rest[p * 16 + c] = y[p * oc + o + c];
  }
  if (oc - o <= 8 && EDGEC_SIMD_VECTORS > 1) {
    edgec_simd_pixels(pixels, EDGEC_SIMD_VECTORS / 2, rows, w, rest, 16, finish);
  } else {
    edgec_simd_pixels(pixels, EDGEC_SIMD_VECTORS, rows, w, rest, 16, finish);
  }
  for (int32_t p = 0; p < pixels; ++p) {
    for (int32_t c = 0; c < oc - o; ++c) y[p * oc + o + c] = rest[p * 16 + c];
  }
}

/* y[pixels, oc] = clamp(sums over all panels). */
EDGEC_FN void edgec_simd_rows(int32_t pixels, edgec_f32_runs rows, const float *w, float *y, int32_t oc, float lo,
                              float hi) {
  const int32_t run = edgec_min(rows.run, EDGEC_SIMD_PANEL), runs = run > 0 ? EDGEC_SIMD_PANEL / run : 1;
  const int32_t blocks = (oc + 15) / 16, parts = (pixels + EDGEC_SIMD_PIXELS - 1) / EDGEC_SIMD_PIXELS;
  for (int32_t part = parts; part > 0; --part) {
    const int32_t n = (pixels + part - 1) / part;
    const float *from = w;
    edgec_f32_finish finish = {1, -EDGEC_INFINITY, EDGEC_INFINITY};
    for (int32_t r = 0; r < rows.count; r += runs) {
      for (int32_t k = 0; k < rows.run; k += run) {
        const edgec_f32_runs panel = {rows.x + k, rows.offsets + r, rows.step, edgec_min(runs, rows.count - r),
                                      edgec_min(run, rows.run - k)};
        if (r + runs >= rows.count && k + run >= rows.run) {
          finish.lo = lo;
          finish.hi = hi;
        }
        edgec_simd_panel(n, panel, from, y, oc, finish);
        from += blocks * (16 + 16 * panel.count * panel.run);
        finish.first = 0;
      }
    }
    rows.x += n * rows.step;
    y += n * oc;
    pixels -= n;
  }
}

/* y[m, oc] = clamp(x[m, k] * weights^T + bias). */
EDGEC_FN void edgec_simd_fully_connected(const float *x, const float *w, float *y, int32_t m, int32_t k, int32_t oc,
                                         float lo, float hi) {
  const int32_t offset = 0;
  const edgec_f32_runs rows = {x, &offset, k, 1, k};
  edgec_simd_rows(m, rows, w, y, oc, lo, hi);
}

#endif
