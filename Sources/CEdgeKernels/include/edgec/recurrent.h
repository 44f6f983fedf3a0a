/* What the kernels of recurrent layers share: activations, sums of products, and the walk along sequences.
 *
 * Their conventions. T steps, N sequences, I features, H hidden units, G gates. x is [T, N, I], w [G * H, I],
 * r [G * H, H], bias [2 * G * H] (those of w, then those of r) or NULL, initial states [N, H] or NULL for zeros.
 * The final states [N, H] are written, and the hidden states of all steps, y [T, N, H], unless y is NULL. lengths[N],
 * or NULL when all are T, says how long each sequence is; beyond, y is zero. Reversed sequences are walked from their
 * ends. clip limits the sums that become gates.
 */
#ifndef EDGEC_RECURRENT_H
#define EDGEC_RECURRENT_H

#include "fully_connected.h"
#include "unary_math.h"

/* An activation by number: relu, tanh, sigmoid, affine, leaky_relu, thresholded_relu, scaled_tanh, hard_sigmoid, elu,
 * softsign, softplus; the parameters are those of the ONNX operator RNN. */
typedef struct {
  int32_t kind;
  float alpha, beta;
} edgec_activation;

EDGEC_FN float edgec_f32_activate_element(float x, edgec_activation f) {
  switch (f.kind) {
    case 0: return x < 0.0f ? 0.0f : x;
    case 1: return tanhf(x);
    case 2: return edgec_f32_sigmoid_element(x);
    case 3: return f.alpha * x + f.beta;
    case 4: return x < 0.0f ? f.alpha * x : x;
    case 5: return x < f.alpha ? 0.0f : x;
    case 6: return f.alpha * tanhf(f.beta * x);
    case 7: return edgec_f32_clamp(f.alpha * x + f.beta, 0.0f, 1.0f);
    case 8: return x < 0.0f ? f.alpha * expm1f(x) : x;
    case 9: return edgec_f32_softsign_element(x);
    default: return edgec_f32_softplus_element(x);
  }
}

/* x[n] = f(x[n]) */
EDGEC_FN void edgec_f32_activate(float *x, int32_t n, float clip, edgec_activation f) {
  for (int32_t i = 0; i < n; ++i) x[i] = edgec_f32_activate_element(edgec_f32_clamp(x[i], -clip, clip), f);
}

/* y[n] = w[n, k] * x[k] + bias[n]; bias may be NULL. */
EDGEC_FN void edgec_f32_set_products(const float *x, const float *w, const float *bias, float *y, int32_t k,
                                     int32_t n) {
  edgec_f32_fully_connected(x, w, bias, y, 1, k, n, -EDGEC_INFINITY, EDGEC_INFINITY);
}

/* y[n] += w[n, k] * x[k] + bias[n]; bias may be NULL. */
EDGEC_FN void edgec_f32_add_products(const float *x, const float *w, const float *bias, float *y, int32_t k,
                                     int32_t n) {
  for (int32_t j = 0; j < edgec_fours(n); j += 4) {
    float sum[4] = {0.0f, 0.0f, 0.0f, 0.0f};
    edgec_f32_dot4(x, w + j * k, sum, k, k);
    for (int32_t i = 0; i < 4; ++i) y[j + i] += bias ? sum[i] + bias[j + i] : sum[i];
  }
  for (int32_t j = edgec_fours(n); j < n; ++j) {
    const float sum = edgec_f32_dot(x, w + j * k, k);
    y[j] += bias ? sum + bias[j] : sum;
  }
}

/* state[n] = initial[n], or 0 when initial is NULL. */
EDGEC_FN void edgec_f32_begin(const float *initial, float *state, int32_t n) {
  for (int32_t i = 0; i < n; ++i) state[i] = initial ? initial[i] : 0.0f;
}

/* The position of a sequence's next step, the step being one of 0..<T; -1 beyond the sequence's end. */
EDGEC_FN int32_t edgec_position(int32_t step, int32_t sequence, const int32_t *lengths, int32_t T,
                                int32_t reversed) {
  const int32_t length = lengths ? edgec_min(lengths[sequence], T) : T;
  if (step >= length) return -1;
  return reversed ? length - 1 - step : step;
}

/* y[n] = h[n], or 0 when h is NULL; y may be NULL. */
EDGEC_FN void edgec_f32_yield(const float *h, float *y, int32_t n) {
  if (y) edgec_f32_begin(h, y, n);
}

#endif
