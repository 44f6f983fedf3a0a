/* Dot products of quantized numbers, which convolutions and matrix products are made of.
 *
 * Types of quantized tensors: qs8 (int8_t, weights int8_t), qu8 (uint8_t, weights uint8_t) and qs16 (int16_t, weights
 * int8_t). Sums of products of 8-bit numbers have 32 bits and wrap around; those of 16-bit numbers have 64.
 */
#ifndef EDGEC_QUANTIZED_DOT_H
#define EDGEC_QUANTIZED_DOT_H

#include "dsp_halves.h"
#include "fixed_point.h"

/* edgec_<dt>_dot4: adds to sum[r] the dot product of x[n] - x_zero and w[r * stride ..< r * stride + n] - w_zero, for
 * the four rows r of w. edgec_<dt>_dot: the same for one row.
 *
 * Products are summed in 32 bits, block of them at a time; S is the type of sums without sign, I that with sign. */
#define EDGEC_DEFINE_QUANTIZED_DOT(dt, X, W, S, I, block)                                                         \
  EDGEC_FN void edgec_##dt##_dot4(const X *x, const W *w, S *sum, int32_t n, int32_t stride, int32_t x_zero,      \
                                  int32_t w_zero) {                                                               \
    const W *w1 = w + stride, *w2 = w1 + stride, *w3 = w2 + stride;                                               \
    for (int32_t start = 0, end; start < n; start = end) {                                                        \
      uint32_t s0 = 0, s1 = 0, s2 = 0, s3 = 0;                                                                    \
      end = start + edgec_min(n - start, block);                                                                  \
      for (int32_t i = start; i < end; ++i) {                                                                     \
        const int32_t v = x[i] - x_zero;                                                                          \
        s0 += (uint32_t)(v * (w[i] - w_zero));                                                                    \
        s1 += (uint32_t)(v * (w1[i] - w_zero));                                                                   \
        s2 += (uint32_t)(v * (w2[i] - w_zero));                                                                   \
        s3 += (uint32_t)(v * (w3[i] - w_zero));                                                                   \
      }                                                                                                           \
      sum[0] += (S)(I)(int32_t)s0;                                                                                \
      sum[1] += (S)(I)(int32_t)s1;                                                                                \
      sum[2] += (S)(I)(int32_t)s2;                                                                                \
      sum[3] += (S)(I)(int32_t)s3;                                                                                \
    }                                                                                                             \
  }                                                                                                               \
  EDGEC_FN void edgec_##dt##_dot(const X *x, const W *w, S *sum, int32_t n, int32_t x_zero, int32_t w_zero) {     \
    for (int32_t start = 0, end; start < n; start = end) {                                                        \
      uint32_t s = 0;                                                                                             \
      end = start + edgec_min(n - start, block);                                                                  \
      for (int32_t i = start; i < end; ++i) s += (uint32_t)((x[i] - x_zero) * (w[i] - w_zero));                   \
      *sum += (S)(I)(int32_t)s;                                                                                   \
    }                                                                                                             \
  }

EDGEC_DEFINE_QUANTIZED_DOT(qs8, int8_t, int8_t, uint32_t, int32_t, INT32_MAX)
EDGEC_DEFINE_QUANTIZED_DOT(qu8, uint8_t, uint8_t, uint32_t, int32_t, INT32_MAX)
/* 256 products of 16-bit and 9-bit numbers stay within 32 bits. */
EDGEC_DEFINE_QUANTIZED_DOT(qs16_single, int16_t, int8_t, uint64_t, int64_t, 256)

#if EDGEC_DSP
/* The same for four rows without zero points, where two products at a time are summed. n is a multiple of 4. */
EDGEC_FN void edgec_qs16_paired_dot4(const int16_t *x, const int8_t *w, uint64_t *sum, int32_t n, int32_t stride) {
  const int8_t *w1 = w + stride, *w2 = w1 + stride, *w3 = w2 + stride;
  for (int32_t start = 0, end; start < n; start = end) {
    uint32_t s0 = 0, s1 = 0, s2 = 0, s3 = 0;
    end = start + edgec_min(n - start, 256);
    for (int32_t i = start; i < end; i += 4) {
      const uint32_t low = edgec_load_word(x + i), high = edgec_load_word(x + i + 2);
      const uint32_t even = edgec_dsp_lowers(low, high), odd = edgec_dsp_uppers(low, high);
      const uint32_t v0 = edgec_load_word(w + i), v1 = edgec_load_word(w1 + i);
      const uint32_t v2 = edgec_load_word(w2 + i), v3 = edgec_load_word(w3 + i);
      s0 = edgec_dsp_dot(odd, edgec_dsp_odd_bytes(v0), edgec_dsp_dot(even, edgec_dsp_even_bytes(v0), s0));
      s1 = edgec_dsp_dot(odd, edgec_dsp_odd_bytes(v1), edgec_dsp_dot(even, edgec_dsp_even_bytes(v1), s1));
      s2 = edgec_dsp_dot(odd, edgec_dsp_odd_bytes(v2), edgec_dsp_dot(even, edgec_dsp_even_bytes(v2), s2));
      s3 = edgec_dsp_dot(odd, edgec_dsp_odd_bytes(v3), edgec_dsp_dot(even, edgec_dsp_even_bytes(v3), s3));
    }
    sum[0] += (uint64_t)(int64_t)(int32_t)s0;
    sum[1] += (uint64_t)(int64_t)(int32_t)s1;
    sum[2] += (uint64_t)(int64_t)(int32_t)s2;
    sum[3] += (uint64_t)(int64_t)(int32_t)s3;
  }
}
#endif

EDGEC_FN void edgec_qs16_dot4(const int16_t *x, const int8_t *w, uint64_t *sum, int32_t n, int32_t stride,
                              int32_t x_zero, int32_t w_zero) {
#if EDGEC_DSP
  if (x_zero == 0 && w_zero == 0) {
    const int32_t fours = n / 4 * 4;
    edgec_qs16_paired_dot4(x, w, sum, fours, stride);
    x += fours;
    w += fours;
    n -= fours;
  }
#endif
  edgec_qs16_single_dot4(x, w, sum, n, stride, x_zero, w_zero);
}
EDGEC_FN void edgec_qs16_dot(const int16_t *x, const int8_t *w, uint64_t *sum, int32_t n, int32_t x_zero,
                             int32_t w_zero) {
  edgec_qs16_single_dot(x, w, sum, n, x_zero, w_zero);
}

#endif
