/* Vectors of 32-bit sums of products of pairs of 16-bit integers, as wide as the compiler's target has them, for
 * kernels whose data are packed in sixteens: AVX-512, AVX2, NEON, or arrays of four elsewhere.
 */
#ifndef EDGEC_SIMD_INTEGER_H
#define EDGEC_SIMD_INTEGER_H

#include "fixed_point.h"
#include "simd.h"

/* edgec_s32v holds EDGEC_SIMD_INTEGERS sums, or as many pairs.
 * _load, _store: of integers. _pair: one pair for all lanes. _widen: 8-bit integers, two for each lane. _zero_extend:
 * 16-bit integers, each with 0 for its pair. _add: of integers. _mac(s, a, b): s + a.first * b.first + a.second *
 * b.second. _twice: edgec_scaled_twice. _once: edgec_scaled_once, limited to [lo, hi].
 * _store_bytes(y, v, zero, lo, hi): edgec_placed. */
#if defined(__AVX512BW__)
typedef __m512i edgec_s32v;
#define EDGEC_SIMD_INTEGERS 16
EDGEC_FN edgec_s32v edgec_s32v_load(const int32_t *p) { return _mm512_loadu_si512(p); }
EDGEC_FN void edgec_s32v_store(int32_t *p, edgec_s32v v) { _mm512_storeu_si512(p, v); }
EDGEC_FN edgec_s32v edgec_s32v_pair(const int16_t *p) {
  int32_t pair;
  memcpy(&pair, p, sizeof pair);
  return _mm512_set1_epi32(pair);
}
EDGEC_FN edgec_s32v edgec_s32v_widen(const int8_t *p) {
  return _mm512_cvtepi8_epi16(_mm256_loadu_si256((const void *)p));
}
EDGEC_FN edgec_s32v edgec_s32v_zero_extend(const int16_t *p) {
  return _mm512_cvtepu16_epi32(_mm256_loadu_si256((const void *)p));
}
EDGEC_FN edgec_s32v edgec_s32v_add(edgec_s32v a, edgec_s32v b) { return _mm512_add_epi32(a, b); }
EDGEC_FN edgec_s32v edgec_s32v_mac(edgec_s32v s, edgec_s32v a, edgec_s32v b) {
  return _mm512_add_epi32(s, _mm512_madd_epi16(a, b));
}
EDGEC_FN edgec_s32v edgec_s32v_twice(edgec_s32v x, edgec_s32v multiplier, edgec_s32v shift) {
  const edgec_s32v none = _mm512_setzero_si512(), one = _mm512_set1_epi32(1);
  const edgec_s32v half = _mm512_set1_epi64(1 << 30), right = _mm512_max_epi32(_mm512_sub_epi32(none, shift), none);
  const edgec_s32v raised = _mm512_sllv_epi32(x, _mm512_max_epi32(shift, none));
  const edgec_s32v even = _mm512_add_epi64(_mm512_mul_epi32(raised, multiplier), half);
  const edgec_s32v odd = _mm512_add_epi64(
      _mm512_mul_epi32(_mm512_srli_epi64(raised, 32), _mm512_srli_epi64(multiplier, 32)), half);
  const edgec_s32v high = _mm512_mask_blend_epi32(0xAAAA, _mm512_srli_epi64(even, 31), _mm512_slli_epi64(odd, 1));
  const edgec_s32v mask = _mm512_sub_epi32(_mm512_sllv_epi32(one, right), one);
  const edgec_s32v threshold = _mm512_add_epi32(_mm512_srli_epi32(mask, 1), _mm512_srli_epi32(high, 31));
  const __mmask16 up = _mm512_cmpgt_epi32_mask(_mm512_and_si512(high, mask), threshold);
  const edgec_s32v down = _mm512_srav_epi32(high, right);
  return _mm512_mask_add_epi32(down, up, down, one);
}
/* Of the lower halves of 64 bits. */
EDGEC_FN __m512i edgec_s64v_once(__m512i x, __m512i multiplier, __m512i total, int32_t lo, int32_t hi) {
  const __m512i half = _mm512_srli_epi64(_mm512_sllv_epi64(_mm512_set1_epi64(1), total), 1);
  const __m512i v = _mm512_srav_epi64(_mm512_add_epi64(_mm512_mul_epi32(x, multiplier), half), total);
  return _mm512_min_epi64(_mm512_max_epi64(v, _mm512_set1_epi64(lo)), _mm512_set1_epi64(hi));
}
EDGEC_FN edgec_s32v edgec_s32v_once(edgec_s32v x, edgec_s32v multiplier, edgec_s32v shift, int32_t lo, int32_t hi) {
  const edgec_s32v total = _mm512_sub_epi32(_mm512_set1_epi32(31), shift);
  const edgec_s32v even =
      edgec_s64v_once(x, multiplier, _mm512_and_si512(total, _mm512_set1_epi64(UINT32_MAX)), lo, hi);
  const edgec_s32v odd = edgec_s64v_once(_mm512_srli_epi64(x, 32), _mm512_srli_epi64(multiplier, 32),
                                         _mm512_srli_epi64(total, 32), lo, hi);
  return _mm512_mask_blend_epi32(0xAAAA, even, _mm512_slli_epi64(odd, 32));
}
EDGEC_FN void edgec_s32v_store_bytes(int8_t *y, edgec_s32v v, int32_t zero, int32_t lo, int32_t hi) {
  v = _mm512_min_epi32(_mm512_max_epi32(v, _mm512_set1_epi32(lo - zero)), _mm512_set1_epi32(hi - zero));
  _mm_storeu_si128((void *)y, _mm512_cvtepi32_epi8(_mm512_add_epi32(v, _mm512_set1_epi32(zero))));
}

#elif defined(__AVX2__)
#include <immintrin.h>
typedef __m256i edgec_s32v;
#define EDGEC_SIMD_INTEGERS 8
EDGEC_FN edgec_s32v edgec_s32v_load(const int32_t *p) { return _mm256_loadu_si256((const void *)p); }
EDGEC_FN void edgec_s32v_store(int32_t *p, edgec_s32v v) { _mm256_storeu_si256((void *)p, v); }
EDGEC_FN edgec_s32v edgec_s32v_pair(const int16_t *p) {
  int32_t pair;
  memcpy(&pair, p, sizeof pair);
  return _mm256_set1_epi32(pair);
}
EDGEC_FN edgec_s32v edgec_s32v_widen(const int8_t *p) {
  return _mm256_cvtepi8_epi16(_mm_loadu_si128((const void *)p));
}
EDGEC_FN edgec_s32v edgec_s32v_zero_extend(const int16_t *p) {
  return _mm256_cvtepu16_epi32(_mm_loadu_si128((const void *)p));
}
EDGEC_FN edgec_s32v edgec_s32v_add(edgec_s32v a, edgec_s32v b) { return _mm256_add_epi32(a, b); }
EDGEC_FN edgec_s32v edgec_s32v_mac(edgec_s32v s, edgec_s32v a, edgec_s32v b) {
  return _mm256_add_epi32(s, _mm256_madd_epi16(a, b));
}
EDGEC_FN edgec_s32v edgec_s32v_twice(edgec_s32v x, edgec_s32v multiplier, edgec_s32v shift) {
  const edgec_s32v none = _mm256_setzero_si256(), one = _mm256_set1_epi32(1);
  const edgec_s32v half = _mm256_set1_epi64x(1 << 30), right = _mm256_max_epi32(_mm256_sub_epi32(none, shift), none);
  const edgec_s32v raised = _mm256_sllv_epi32(x, _mm256_max_epi32(shift, none));
  const edgec_s32v even = _mm256_add_epi64(_mm256_mul_epi32(raised, multiplier), half);
  const edgec_s32v odd = _mm256_add_epi64(
      _mm256_mul_epi32(_mm256_srli_epi64(raised, 32), _mm256_srli_epi64(multiplier, 32)), half);
  const edgec_s32v high = _mm256_blend_epi32(_mm256_srli_epi64(even, 31), _mm256_slli_epi64(odd, 1), 0xAA);
  const edgec_s32v mask = _mm256_sub_epi32(_mm256_sllv_epi32(one, right), one);
  const edgec_s32v threshold = _mm256_add_epi32(_mm256_srli_epi32(mask, 1), _mm256_srli_epi32(high, 31));
  const edgec_s32v up = _mm256_cmpgt_epi32(_mm256_and_si256(high, mask), threshold);
  return _mm256_sub_epi32(_mm256_srav_epi32(high, right), up);
}
/* Of the lower halves of 64 bits. Shifting moves zeros in, so numbers are made positive for it. */
EDGEC_FN __m256i edgec_s64v_once(__m256i x, __m256i multiplier, __m256i total, int32_t lo, int32_t hi) {
  const __m256i half = _mm256_srli_epi64(_mm256_sllv_epi64(_mm256_set1_epi64x(1), total), 1);
  const __m256i least = _mm256_set1_epi64x(INT64_MIN), lower = _mm256_set1_epi64x(lo), upper = _mm256_set1_epi64x(hi);
  const __m256i sum = _mm256_add_epi64(_mm256_mul_epi32(x, multiplier), half);
  __m256i v = _mm256_srlv_epi64(_mm256_xor_si256(sum, least), total);
  v = _mm256_sub_epi64(v, _mm256_srlv_epi64(least, total));
  v = _mm256_blendv_epi8(v, lower, _mm256_cmpgt_epi64(lower, v));
  return _mm256_blendv_epi8(v, upper, _mm256_cmpgt_epi64(v, upper));
}
EDGEC_FN edgec_s32v edgec_s32v_once(edgec_s32v x, edgec_s32v multiplier, edgec_s32v shift, int32_t lo, int32_t hi) {
  const edgec_s32v total = _mm256_sub_epi32(_mm256_set1_epi32(31), shift);
  const edgec_s32v even =
      edgec_s64v_once(x, multiplier, _mm256_and_si256(total, _mm256_set1_epi64x(UINT32_MAX)), lo, hi);
  const edgec_s32v odd = edgec_s64v_once(_mm256_srli_epi64(x, 32), _mm256_srli_epi64(multiplier, 32),
                                         _mm256_srli_epi64(total, 32), lo, hi);
  return _mm256_blend_epi32(even, _mm256_slli_epi64(odd, 32), 0xAA);
}
EDGEC_FN void edgec_s32v_store_bytes(int8_t *y, edgec_s32v v, int32_t zero, int32_t lo, int32_t hi) {
  v = _mm256_min_epi32(_mm256_max_epi32(v, _mm256_set1_epi32(lo - zero)), _mm256_set1_epi32(hi - zero));
  v = _mm256_add_epi32(v, _mm256_set1_epi32(zero));
  const __m128i words = _mm_packs_epi32(_mm256_castsi256_si128(v), _mm256_extracti128_si256(v, 1));
  _mm_storel_epi64((void *)y, _mm_packs_epi16(words, words));
}

#elif defined(__aarch64__) && defined(__ARM_NEON)
typedef int32x4_t edgec_s32v;
#define EDGEC_SIMD_INTEGERS 4
EDGEC_FN edgec_s32v edgec_s32v_load(const int32_t *p) { return vld1q_s32(p); }
EDGEC_FN void edgec_s32v_store(int32_t *p, edgec_s32v v) { vst1q_s32(p, v); }
EDGEC_FN edgec_s32v edgec_s32v_pair(const int16_t *p) {
  int32_t pair;
  memcpy(&pair, p, sizeof pair);
  return vdupq_n_s32(pair);
}
EDGEC_FN edgec_s32v edgec_s32v_widen(const int8_t *p) { return vreinterpretq_s32_s16(vmovl_s8(vld1_s8(p))); }
EDGEC_FN edgec_s32v edgec_s32v_zero_extend(const int16_t *p) {
  return vreinterpretq_s32_u32(vmovl_u16(vreinterpret_u16_s16(vld1_s16(p))));
}
EDGEC_FN edgec_s32v edgec_s32v_add(edgec_s32v a, edgec_s32v b) { return vaddq_s32(a, b); }
EDGEC_FN edgec_s32v edgec_s32v_mac(edgec_s32v s, edgec_s32v a, edgec_s32v b) {
  const int16x8_t x = vreinterpretq_s16_s32(a), y = vreinterpretq_s16_s32(b);
  return vaddq_s32(s, vpaddq_s32(vmull_s16(vget_low_s16(x), vget_low_s16(y)), vmull_high_s16(x, y)));
}
/* The instruction's shift rounds halves up: negative numbers are lowered by one before. */
EDGEC_FN edgec_s32v edgec_s32v_twice(edgec_s32v x, edgec_s32v multiplier, edgec_s32v shift) {
  const edgec_s32v none = vdupq_n_s32(0), right = vminq_s32(shift, none);
  const edgec_s32v high = vqrdmulhq_s32(vshlq_s32(x, vmaxq_s32(shift, none)), multiplier);
  return vrshlq_s32(vqaddq_s32(high, vshrq_n_s32(vandq_s32(high, right), 31)), right);
}
EDGEC_FN edgec_s32v edgec_s32v_once(edgec_s32v x, edgec_s32v multiplier, edgec_s32v shift, int32_t lo, int32_t hi) {
  const edgec_s32v right = vsubq_s32(shift, vdupq_n_s32(31));
  const int64x2_t low = vmull_s32(vget_low_s32(x), vget_low_s32(multiplier)), high = vmull_high_s32(x, multiplier);
  const int32x2_t first = vqmovn_s64(vrshlq_s64(low, vmovl_s32(vget_low_s32(right))));
  const edgec_s32v v = vqmovn_high_s64(first, vrshlq_s64(high, vmovl_high_s32(right)));
  return vminq_s32(vmaxq_s32(v, vdupq_n_s32(lo)), vdupq_n_s32(hi));
}
EDGEC_FN void edgec_s32v_store_bytes(int8_t *y, edgec_s32v v, int32_t zero, int32_t lo, int32_t hi) {
  v = vminq_s32(vmaxq_s32(v, vdupq_n_s32(lo - zero)), vdupq_n_s32(hi - zero));
  const int16x4_t words = vmovn_s32(vaddq_s32(v, vdupq_n_s32(zero)));
  const uint32_t bytes = vget_lane_u32(vreinterpret_u32_s8(vmovn_s16(vcombine_s16(words, words))), 0);
  memcpy(y, &bytes, sizeof bytes);
}

#else
typedef struct {
  int32_t v[4];
} edgec_s32v;
#define EDGEC_SIMD_INTEGERS 4
EDGEC_FN edgec_s32v edgec_s32v_load(const int32_t *p) {
  edgec_s32v v;
  memcpy(&v, p, sizeof v);
  return v;
}
EDGEC_FN void edgec_s32v_store(int32_t *p, edgec_s32v v) { memcpy(p, &v, sizeof v); }
EDGEC_FN int32_t edgec_s16_pair(int32_t first, int32_t second) {
  return (int32_t)(((uint32_t)first & 0xFFFF) | (uint32_t)second << 16);
}
EDGEC_FN edgec_s32v edgec_s32v_pair(const int16_t *p) {
  const int32_t pair = edgec_s16_pair(p[0], p[1]);
  const edgec_s32v v = {{pair, pair, pair, pair}};
  return v;
}
EDGEC_FN edgec_s32v edgec_s32v_widen(const int8_t *p) {
  edgec_s32v v;
  for (int32_t i = 0; i < 4; ++i) v.v[i] = edgec_s16_pair(p[2 * i], p[2 * i + 1]);
  return v;
}
EDGEC_FN edgec_s32v edgec_s32v_zero_extend(const int16_t *p) {
  edgec_s32v v;
  for (int32_t i = 0; i < 4; ++i) v.v[i] = edgec_s16_pair(p[i], 0);
  return v;
}
EDGEC_FN edgec_s32v edgec_s32v_add(edgec_s32v a, edgec_s32v b) {
  for (int32_t i = 0; i < 4; ++i) a.v[i] = (int32_t)((uint32_t)a.v[i] + (uint32_t)b.v[i]);
  return a;
}
EDGEC_FN edgec_s32v edgec_s32v_mac(edgec_s32v s, edgec_s32v a, edgec_s32v b) {
  for (int32_t i = 0; i < 4; ++i) {
    const int32_t products = (int16_t)a.v[i] * (int16_t)b.v[i] + (a.v[i] >> 16) * (b.v[i] >> 16);
    s.v[i] = (int32_t)((uint32_t)s.v[i] + (uint32_t)products);
  }
  return s;
}
EDGEC_FN edgec_s32v edgec_s32v_twice(edgec_s32v x, edgec_s32v multiplier, edgec_s32v shift) {
  for (int32_t i = 0; i < 4; ++i) x.v[i] = edgec_scaled_twice(x.v[i], multiplier.v[i], shift.v[i]);
  return x;
}
EDGEC_FN edgec_s32v edgec_s32v_once(edgec_s32v x, edgec_s32v multiplier, edgec_s32v shift, int32_t lo, int32_t hi) {
  for (int32_t i = 0; i < 4; ++i) {
    x.v[i] = edgec_min(edgec_max(edgec_scaled_once(x.v[i], multiplier.v[i], shift.v[i]), lo), hi);
  }
  return x;
}
EDGEC_FN void edgec_s32v_store_bytes(int8_t *y, edgec_s32v v, int32_t zero, int32_t lo, int32_t hi) {
  for (int32_t i = 0; i < 4; ++i) y[i] = (int8_t)edgec_placed(v.v[i], zero, lo, hi);
}
#endif

/* How sums become 8-bit numbers: by EDGEC_TWICE, EDGEC_ONCE or, with the factors of the channels twice over,
 * EDGEC_REAL; then as edgec_placed says. */
typedef struct {
  int32_t rounding, zero, lo, hi;
  const double *twice;
} edgec_s8_output;

/* y[EDGEC_SIMD_INTEGERS] = sums scaled by the factors of the channels c on; multiplier and shift are those of c. */
EDGEC_FN void edgec_s32v_finish(int8_t *y, edgec_s32v sum, const int32_t *multiplier, const int32_t *shift, int32_t c,
                                edgec_s8_output to) {
  if (to.rounding != EDGEC_REAL) {
    const edgec_s32v m = edgec_s32v_load(multiplier), s = edgec_s32v_load(shift);
    sum = to.rounding == EDGEC_TWICE ? edgec_s32v_twice(sum, m, s)
                                     : edgec_s32v_once(sum, m, s, to.lo - to.zero, to.hi - to.zero);
    edgec_s32v_store_bytes(y, sum, to.zero, to.lo, to.hi);
    return;
  }
  int32_t sums[EDGEC_SIMD_INTEGERS];
  edgec_s32v_store(sums, sum);
  for (int32_t i = 0; i < EDGEC_SIMD_INTEGERS; ++i) {
    y[i] = (int8_t)edgec_placed(edgec_scaled_real(sums[i], to.twice[c + i]), to.zero, to.lo, to.hi);
  }
}

/* to[n] = from[n] - zero. */
EDGEC_FN void edgec_s8_widen(int16_t *to, const int8_t *from, int32_t n, int32_t zero) {
  for (int32_t i = 0; i < n; ++i) to[i] = (int16_t)(from[i] - zero);
}

#endif
