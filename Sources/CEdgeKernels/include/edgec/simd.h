/* Vectors of floats as wide as the compiler's target has them, for kernels whose data are packed in sixteens.
 *
 * With AVX-512 sixteen numbers are one vector, with AVX2 and FMA two, elsewhere four (see lanes.h). EDGEC_SIMD_WIDTH is
 * how many numbers a vector has, EDGEC_SIMD_PIXELS how many pixels' sums for sixteen channels fit the registers.
 * edgec_f32v_mac(s, a, b) is s + a * b, rounded once where the target has an instruction for it; edgec_f32v_clamp lets
 * NaN be.
 */
#ifndef EDGEC_SIMD_H
#define EDGEC_SIMD_H

#include "lanes.h"

#if defined(__AVX512F__)
#include <immintrin.h>
typedef __m512 edgec_f32v;
#define EDGEC_SIMD_WIDTH 16
#define EDGEC_SIMD_PIXELS 12
EDGEC_FN edgec_f32v edgec_f32v_load(const float *p) { return _mm512_loadu_ps(p); }
EDGEC_FN void edgec_f32v_store(float *p, edgec_f32v v) { _mm512_storeu_ps(p, v); }
EDGEC_FN edgec_f32v edgec_f32v_all(float f) { return _mm512_set1_ps(f); }
EDGEC_FN edgec_f32v edgec_f32v_add(edgec_f32v a, edgec_f32v b) { return _mm512_add_ps(a, b); }
EDGEC_FN edgec_f32v edgec_f32v_mac(edgec_f32v s, edgec_f32v a, edgec_f32v b) { return _mm512_fmadd_ps(a, b, s); }
EDGEC_FN edgec_f32v edgec_f32v_clamp(edgec_f32v v, float lo, float hi) {
  return _mm512_min_ps(_mm512_set1_ps(hi), _mm512_max_ps(_mm512_set1_ps(lo), v));
}

#elif defined(__AVX2__) && defined(__FMA__)
#include <immintrin.h>
typedef __m256 edgec_f32v;
#define EDGEC_SIMD_WIDTH 8
#define EDGEC_SIMD_PIXELS 6
EDGEC_FN edgec_f32v edgec_f32v_load(const float *p) { return _mm256_loadu_ps(p); }
EDGEC_FN void edgec_f32v_store(float *p, edgec_f32v v) { _mm256_storeu_ps(p, v); }
EDGEC_FN edgec_f32v edgec_f32v_all(float f) { return _mm256_set1_ps(f); }
EDGEC_FN edgec_f32v edgec_f32v_add(edgec_f32v a, edgec_f32v b) { return _mm256_add_ps(a, b); }
EDGEC_FN edgec_f32v edgec_f32v_mac(edgec_f32v s, edgec_f32v a, edgec_f32v b) { return _mm256_fmadd_ps(a, b, s); }
EDGEC_FN edgec_f32v edgec_f32v_clamp(edgec_f32v v, float lo, float hi) {
  return _mm256_min_ps(_mm256_set1_ps(hi), _mm256_max_ps(_mm256_set1_ps(lo), v));
}
#elif defined(__aarch64__) && defined(__ARM_NEON)
#include <arm_neon.h>
typedef float32x4_t edgec_f32v;
#define EDGEC_SIMD_WIDTH 4
#define EDGEC_SIMD_PIXELS 6
EDGEC_FN edgec_f32v edgec_f32v_load(const float *p) { return vld1q_f32(p); }
EDGEC_FN void edgec_f32v_store(float *p, edgec_f32v v) { vst1q_f32(p, v); }
EDGEC_FN edgec_f32v edgec_f32v_all(float f) { return vdupq_n_f32(f); }
EDGEC_FN edgec_f32v edgec_f32v_add(edgec_f32v a, edgec_f32v b) { return vaddq_f32(a, b); }
EDGEC_FN edgec_f32v edgec_f32v_mac(edgec_f32v s, edgec_f32v a, edgec_f32v b) { return vfmaq_f32(s, a, b); }
EDGEC_FN edgec_f32v edgec_f32v_clamp(edgec_f32v v, float lo, float hi) {
  return vminq_f32(vdupq_n_f32(hi), vmaxq_f32(vdupq_n_f32(lo), v));
}

#else
typedef edgec_f32x4 edgec_f32v;
#define EDGEC_SIMD_WIDTH 4
#define EDGEC_SIMD_PIXELS 2
EDGEC_FN edgec_f32v edgec_f32v_load(const float *p) { return edgec_f32x4_load(p); }
EDGEC_FN void edgec_f32v_store(float *p, edgec_f32v v) { edgec_f32x4_store(p, v); }
EDGEC_FN edgec_f32v edgec_f32v_all(float f) { return edgec_f32x4_all(f); }
EDGEC_FN edgec_f32v edgec_f32v_add(edgec_f32v a, edgec_f32v b) { return edgec_f32x4_add(a, b); }
EDGEC_FN edgec_f32v edgec_f32v_mac(edgec_f32v s, edgec_f32v a, edgec_f32v b) { return edgec_f32x4_mac(s, a, b); }
EDGEC_FN edgec_f32v edgec_f32v_clamp(edgec_f32v v, float lo, float hi) {
  float f[4];
  edgec_f32x4_store(f, v);
  for (int32_t i = 0; i < 4; ++i) f[i] = edgec_f32_clamp(f[i], lo, hi);
  return edgec_f32x4_load(f);
}
#endif

/* A function that is compiled into its callers, for arguments that must be literals. */
#if defined(__GNUC__)
#define EDGEC_INLINE static inline __attribute__((always_inline, unused))
#else
#define EDGEC_INLINE static inline
#endif

/* CASE(p) for every number of pixels from 2 to EDGEC_SIMD_PIXELS: each is a block of its own, which keeps its sums in
 * registers. */
#if EDGEC_SIMD_PIXELS > 6
#define EDGEC_SIMD_SEVERAL(CASE) \
  CASE(2) CASE(3) CASE(4) CASE(5) CASE(6) CASE(7) CASE(8) CASE(9) CASE(10) CASE(11) CASE(12)
#elif EDGEC_SIMD_PIXELS > 2
#define EDGEC_SIMD_SEVERAL(CASE) CASE(2) CASE(3) CASE(4) CASE(5) CASE(6)
#else
#define EDGEC_SIMD_SEVERAL(CASE) CASE(2)
#endif

/* Unrolls the loop that follows, whose bounds are literals: arrays it walks become registers. */
#if defined(__clang__)
#define EDGEC_UNROLL _Pragma("clang loop unroll(full)")
#elif defined(__GNUC__)
#define EDGEC_UNROLL _Pragma("GCC unroll 16")
#else
#define EDGEC_UNROLL
#endif

#endif
