/* One direction of a layer of long short-term memory cells. Semantics: ONNX LSTM; conventions: see recurrent.h. */
#ifndef EDGEC_LSTM_H
#define EDGEC_LSTM_H

#include "recurrent.h"

/* x[n] += weights[n] * c[n] unless weights is NULL. */
EDGEC_FN void edgec_f32_add_peepholes(float *x, const float *weights, const float *c, int32_t n) {
  if (!weights) return;
  for (int32_t i = 0; i < n; ++i) x[i] += weights[i] * c[i];
}

/* One step of one sequence: h and c are replaced. Gates are in the order input, output, forget, cell, peepholes in the
 * order input, output, forget; with input_forget the forget gate is 1 - the input gate. scratch holds 4 H floats. */
EDGEC_FN void edgec_f32_lstm_step(const float *x, const float *w, const float *r, const float *bias,
                                  const float *peepholes, float *h, float *c, float *scratch, int32_t I, int32_t H,
                                  int32_t input_forget, float clip, edgec_activation f, edgec_activation g,
                                  edgec_activation k) {
  float *const input = scratch, *const output = scratch + H, *const forget = scratch + 2 * H;
  float *const cell = scratch + 3 * H;
  edgec_f32_set_products(x, w, bias, scratch, I, 4 * H);
  edgec_f32_add_products(h, r, bias ? bias + 4 * H : NULL, scratch, H, 4 * H);
  edgec_f32_add_peepholes(input, peepholes, c, H);
  edgec_f32_add_peepholes(forget, peepholes ? peepholes + 2 * H : NULL, c, H);
  edgec_f32_activate(input, H, clip, f);
  edgec_f32_activate(forget, H, clip, f);
  edgec_f32_activate(cell, H, clip, g);
  for (int32_t i = 0; i < H; ++i) {
    c[i] = (input_forget ? 1.0f - input[i] : forget[i]) * c[i] + input[i] * cell[i];
  }
  edgec_f32_add_peepholes(output, peepholes ? peepholes + H : NULL, c, H);
  edgec_f32_activate(output, H, clip, f);
  for (int32_t i = 0; i < H; ++i) h[i] = output[i] * edgec_f32_activate_element(c[i], k);
}

/* peepholes may be NULL. scratch holds 4 H floats. */
EDGEC_FN void edgec_f32_lstm(const float *x, const float *w, const float *r, const float *bias,
                             const int32_t *lengths, const float *initial_h, const float *initial_c,
                             const float *peepholes, float *h, float *c, float *y, float *scratch, int32_t T,
                             int32_t N, int32_t I, int32_t H, int32_t reversed, int32_t input_forget, float clip,
                             int32_t f_kind, float f_alpha, float f_beta, int32_t g_kind, float g_alpha,
                             float g_beta, int32_t k_kind, float k_alpha, float k_beta) {
  const edgec_activation f = {f_kind, f_alpha, f_beta}, g = {g_kind, g_alpha, g_beta};
  const edgec_activation k = {k_kind, k_alpha, k_beta};
  edgec_f32_begin(initial_h, h, N * H);
  edgec_f32_begin(initial_c, c, N * H);
  for (int32_t step = 0; step < T; ++step) {
    for (int32_t n = 0; n < N; ++n) {
      const int32_t t = edgec_position(step, n, lengths, T, reversed);
      if (t < 0) {
        edgec_f32_yield(NULL, y ? y + (step * N + n) * H : NULL, H);
        continue;
      }
      edgec_f32_lstm_step(x + (t * N + n) * I, w, r, bias, peepholes, h + n * H, c + n * H, scratch, I, H,
                          input_forget, clip, f, g, k);
      edgec_f32_yield(h + n * H, y ? y + (t * N + n) * H : NULL, H);
    }
  }
}

#endif
