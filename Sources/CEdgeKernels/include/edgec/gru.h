/* One direction of a layer of gated recurrent units. Semantics: ONNX GRU; conventions: see recurrent.h. */
#ifndef EDGEC_GRU_H
#define EDGEC_GRU_H

#include "recurrent.h"

/* One step of one sequence: h is replaced by (1 - z) c + z h. Gates are in the order z, r, c; with
 * linear_before_reset r multiplies the product of h with r's rows for c, else h itself. scratch holds 4 H floats. */
EDGEC_FN void edgec_f32_gru_step(const float *x, const float *w, const float *r, const float *bias, float *h,
                                 float *scratch, int32_t I, int32_t H, int32_t linear_before_reset, float clip,
                                 edgec_activation f, edgec_activation g) {
  float *const z = scratch, *const reset = scratch + H, *const c = scratch + 2 * H, *const rest = scratch + 3 * H;
  const float *const r_bias = bias ? bias + 3 * H : NULL;
  const float *const c_bias = bias ? bias + 5 * H : NULL;
  edgec_f32_set_products(x, w, bias, scratch, I, 3 * H);
  edgec_f32_add_products(h, r, r_bias, scratch, H, 2 * H);
  edgec_f32_activate(scratch, 2 * H, clip, f);
  if (linear_before_reset) {
    edgec_f32_set_products(h, r + 2 * H * H, c_bias, rest, H, H);
    for (int32_t i = 0; i < H; ++i) c[i] += reset[i] * rest[i];
  } else {
    for (int32_t i = 0; i < H; ++i) rest[i] = reset[i] * h[i];
    edgec_f32_add_products(rest, r + 2 * H * H, c_bias, c, H, H);
  }
  edgec_f32_activate(c, H, clip, g);
  for (int32_t i = 0; i < H; ++i) h[i] = (1.0f - z[i]) * c[i] + z[i] * h[i];
}

/* scratch holds 4 H floats. */
EDGEC_FN void edgec_f32_gru(const float *x, const float *w, const float *r, const float *bias,
                            const int32_t *lengths, const float *initial_h, float *h, float *y, float *scratch,
                            int32_t T, int32_t N, int32_t I, int32_t H, int32_t reversed,
                            int32_t linear_before_reset, float clip, int32_t f_kind, float f_alpha, float f_beta,
                            int32_t g_kind, float g_alpha, float g_beta) {
  const edgec_activation f = {f_kind, f_alpha, f_beta}, g = {g_kind, g_alpha, g_beta};
  edgec_f32_begin(initial_h, h, N * H);
  for (int32_t step = 0; step < T; ++step) {
    for (int32_t n = 0; n < N; ++n) {
      float *const state = h + n * H;
      const int32_t t = edgec_position(step, n, lengths, T, reversed);
      if (t < 0) {
        edgec_f32_yield(NULL, y ? y + (step * N + n) * H : NULL, H);
        continue;
      }
      edgec_f32_gru_step(x + (t * N + n) * I, w, r, bias, state, scratch, I, H, linear_before_reset, clip, f, g);
      edgec_f32_yield(state, y ? y + (t * N + n) * H : NULL, H);
    }
  }
}

#endif
