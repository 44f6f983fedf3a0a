/* Vectors of 32-bit sums of products of pairs of 16-bit integers, as wide as the compiler's target has them, for
 * kernels whose data are packed in sixteens: AVX-512, AVX2, or arrays of four elsewhere.
 */
#ifndef EDGEC_SIMD_INTEGER_H
#define EDGEC_SIMD_INTEGER_H

#include "fixed_point.h"
#include "simd.h"

/* edgec_s32v holds EDGEC_SIMD_INTEGERS sums, or as many pairs.
 * _load, _store: of integers. _pair: one pair for all lanes. _widen: 8-bit integers, two for each lane. _zero_extend:
 * 16-bit integers, each with 0 for its pair. _mac(s, a, b): s + a.first * b.first + a.second * b.second.
 * _twice: edgec_scaled_twice. _store_bytes(y, v, zero, lo, hi): edgec_placed. */
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
EDGEC_FN void edgec_s32v_store_bytes(int8_t *y, edgec_s32v v, int32_t zero, int32_t lo, int32_t hi) {
  v = _mm256_min_epi32(_mm256_max_epi32(v, _mm256_set1_epi32(lo - zero)), _mm256_set1_epi32(hi - zero));
  v = _mm256_add_epi32(v, _mm256_set1_epi32(zero));
  const __m128i words = _mm_packs_epi32(_mm256_castsi256_si128(v), _mm256_extracti128_si256(v, 1));
  _mm_storel_epi64((void *)y, _mm_packs_epi16(words, words));
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
  if (to.rounding == EDGEC_TWICE) {
    sum = edgec_s32v_twice(sum, edgec_s32v_load(multiplier), edgec_s32v_load(shift));
    edgec_s32v_store_bytes(y, sum, to.zero, to.lo, to.hi);
    return;
  }
  int32_t sums[EDGEC_SIMD_INTEGERS];
  edgec_s32v_store(sums, sum);
  for (int32_t i = 0; i < EDGEC_SIMD_INTEGERS; ++i) {
    const int32_t v = to.rounding == EDGEC_REAL ? edgec_scaled_real(sums[i], to.twice[c + i])
                                                : edgec_scaled_once(sums[i], multiplier[i], shift[i]);
    y[i] = (int8_t)edgec_placed(v, to.zero, to.lo, to.hi);
  }
}

/* to[n] = from[n] - zero. */
EDGEC_FN void edgec_s8_widen(int16_t *to, const int8_t *from, int32_t n, int32_t zero) {
  for (int32_t i = 0; i < n; ++i) to[i] = (int16_t)(from[i] - zero);
}

#endif
