/* Four floats that travel together: a vector register where the target has one, four scalar registers elsewhere.
 * Kernels written with them are register-blocked on every target, and their four partial sums keep rounding
 * errors of long sums small.
 */
#ifndef EDGEC_LANES_H
#define EDGEC_LANES_H

#include "base.h"

/* Partial sums are folded into the total after this many additions: the rounding error of a long sum then grows with
 * the number of blocks instead of the number of elements. */
#define EDGEC_SUM_BLOCK 32

#if defined(__GNUC__) && \
    (defined(__SSE__) || defined(__ARM_NEON) || defined(__wasm_simd128__) || \
     (defined(__ARM_FEATURE_MVE) && (__ARM_FEATURE_MVE & 2)))

typedef float edgec_f32x4 __attribute__((vector_size(16)));

EDGEC_FN edgec_f32x4 edgec_f32x4_load(const float *p) {
  edgec_f32x4 v;
  memcpy(&v, p, sizeof v);
  return v;
}

EDGEC_FN void edgec_f32x4_store(float *p, edgec_f32x4 v) { memcpy(p, &v, sizeof v); }

EDGEC_FN edgec_f32x4 edgec_f32x4_all(float f) { return (edgec_f32x4){f, f, f, f}; }

EDGEC_FN edgec_f32x4 edgec_f32x4_add(edgec_f32x4 a, edgec_f32x4 b) { return a + b; }

/* s + a * b */
EDGEC_FN edgec_f32x4 edgec_f32x4_mac(edgec_f32x4 s, edgec_f32x4 a, edgec_f32x4 b) { return s + a * b; }

EDGEC_FN float edgec_f32x4_sum(edgec_f32x4 v) { return (v[0] + v[2]) + (v[1] + v[3]); }

#else

typedef struct {
  float v0, v1, v2, v3;
} edgec_f32x4;

EDGEC_FN edgec_f32x4 edgec_f32x4_load(const float *p) {
  const edgec_f32x4 v = {p[0], p[1], p[2], p[3]};
  return v;
}

EDGEC_FN void edgec_f32x4_store(float *p, edgec_f32x4 v) {
  p[0] = v.v0;
  p[1] = v.v1;
  p[2] = v.v2;
  p[3] = v.v3;
}

EDGEC_FN edgec_f32x4 edgec_f32x4_all(float f) {
  const edgec_f32x4 v = {f, f, f, f};
  return v;
}

EDGEC_FN edgec_f32x4 edgec_f32x4_add(edgec_f32x4 a, edgec_f32x4 b) {
  const edgec_f32x4 v = {a.v0 + b.v0, a.v1 + b.v1, a.v2 + b.v2, a.v3 + b.v3};
  return v;
}

/* s + a * b */
EDGEC_FN edgec_f32x4 edgec_f32x4_mac(edgec_f32x4 s, edgec_f32x4 a, edgec_f32x4 b) {
  const edgec_f32x4 v = {s.v0 + a.v0 * b.v0, s.v1 + a.v1 * b.v1, s.v2 + a.v2 * b.v2, s.v3 + a.v3 * b.v3};
  return v;
}

EDGEC_FN float edgec_f32x4_sum(edgec_f32x4 v) { return (v.v0 + v.v2) + (v.v1 + v.v3); }

#endif

/* The dot product of x[n] and w[n]. */
EDGEC_FN float edgec_f32_dot(const float *x, const float *w, int32_t n) {
  float total = 0.0f;
  for (int32_t start = 0; start < n; start += 4 * EDGEC_SUM_BLOCK) {
    const int32_t end = edgec_min(n, start + 4 * EDGEC_SUM_BLOCK);
    edgec_f32x4 s = edgec_f32x4_all(0.0f);
    float tail = 0.0f;
    const int32_t fours = start + edgec_fours(end - start);
    for (int32_t i = start; i < fours; i += 4) {
      s = edgec_f32x4_mac(s, edgec_f32x4_load(x + i), edgec_f32x4_load(w + i));
    }
    for (int32_t i = fours; i < end; ++i) tail += x[i] * w[i];
    total += edgec_f32x4_sum(s) + tail;
  }
  return total;
}

/* Adds to sum[r] the dot product of x[n] and the row w[r * stride ..< r * stride + n], for the four rows r. */
EDGEC_FN void edgec_f32_dot4(const float *x, const float *w, float *sum, int32_t n, int32_t stride) {
  for (int32_t start = 0; start < n; start += 4 * EDGEC_SUM_BLOCK) {
    const int32_t end = edgec_min(n, start + 4 * EDGEC_SUM_BLOCK);
    edgec_f32x4 s0 = edgec_f32x4_all(0.0f), s1 = s0, s2 = s0, s3 = s0;
    float t0 = 0.0f, t1 = 0.0f, t2 = 0.0f, t3 = 0.0f;
    const float *w1 = w + stride, *w2 = w1 + stride, *w3 = w2 + stride;
    const int32_t fours = start + edgec_fours(end - start);
    for (int32_t i = start; i < fours; i += 4) {
      const edgec_f32x4 v = edgec_f32x4_load(x + i);
      s0 = edgec_f32x4_mac(s0, v, edgec_f32x4_load(w + i));
      s1 = edgec_f32x4_mac(s1, v, edgec_f32x4_load(w1 + i));
      s2 = edgec_f32x4_mac(s2, v, edgec_f32x4_load(w2 + i));
      s3 = edgec_f32x4_mac(s3, v, edgec_f32x4_load(w3 + i));
    }
    for (int32_t i = fours; i < end; ++i) {
      t0 += x[i] * w[i];
      t1 += x[i] * w1[i];
      t2 += x[i] * w2[i];
      t3 += x[i] * w3[i];
    }
    sum[0] += edgec_f32x4_sum(s0) + t0;
    sum[1] += edgec_f32x4_sum(s1) + t1;
    sum[2] += edgec_f32x4_sum(s2) + t2;
    sum[3] += edgec_f32x4_sum(s3) + t3;
  }
}

#endif
