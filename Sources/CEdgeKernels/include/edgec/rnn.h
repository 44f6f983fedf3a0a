/* One direction of a simple recurrent layer. Semantics: ONNX RNN; conventions: see recurrent.h. */
#ifndef EDGEC_RNN_H
#define EDGEC_RNN_H

#include "recurrent.h"

/* h' = f(x w^T + h r^T + bias). scratch holds H floats. */
EDGEC_FN void edgec_f32_rnn(const float *x, const float *w, const float *r, const float *bias,
                            const int32_t *lengths, const float *initial_h, float *h, float *y, float *scratch,
                            int32_t T, int32_t N, int32_t I, int32_t H, int32_t reversed, float clip, int32_t kind,
                            float alpha, float beta) {
  const edgec_activation f = {kind, alpha, beta};
  edgec_f32_begin(initial_h, h, N * H);
  for (int32_t step = 0; step < T; ++step) {
    for (int32_t n = 0; n < N; ++n) {
      float *const state = h + n * H;
      const int32_t t = edgec_position(step, n, lengths, T, reversed);
      if (t < 0) {
        edgec_f32_yield(NULL, y ? y + (step * N + n) * H : NULL, H);
        continue;
      }
      edgec_f32_set_products(x + (t * N + n) * I, w, bias, scratch, I, H);
      edgec_f32_add_products(state, r, bias ? bias + H : NULL, scratch, H, H);
      edgec_f32_activate(scratch, H, clip, f);
      edgec_f32_begin(scratch, state, H);
      edgec_f32_yield(state, y ? y + (t * N + n) * H : NULL, H);
    }
  }
}

#endif
