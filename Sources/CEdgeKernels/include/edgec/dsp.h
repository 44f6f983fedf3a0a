/* Foundations of the kernels for Arm processors with the DSP extension (Armv7E-M, Armv8-M): Cortex-M4, M7, M33.
 *
 * Inner loops are assembly functions of their own, written whole ("naked"): nothing in them depends on the compiler or
 * its optimization level. Each has a twin in C that reads the same packed weights and gives the same bits; it is what
 * runs wherever the extension is missing.
 */
#ifndef EDGEC_DSP_H
#define EDGEC_DSP_H

#include "base.h"

#if defined(__ARM_FEATURE_DSP) && defined(__thumb2__) && defined(__GNUC__) && !defined(__ARM_BIG_ENDIAN)
#define EDGEC_DSP 1
#else
#define EDGEC_DSP 0
#endif

/* Before an assembly function. Its body reads parameters by the procedure call standard, so that no compiler may change
 * how it is called. */
#if defined(__clang__)
#define EDGEC_NAKED static __attribute__((naked, noinline, unused))
#else
#define EDGEC_NAKED static __attribute__((naked, noinline, noipa, unused))
#endif
#define EDGEC_UNUSED __attribute__((unused))

/* Four bytes as a word, from any address. */
EDGEC_FN uint32_t edgec_load_word(const void *p) {
  uint32_t v;
  memcpy(&v, p, 4);
  return v;
}

/* Bytes 0 and 2 of a word, as signed halves of a word. */
EDGEC_FN uint32_t edgec_dsp_even_bytes(uint32_t v) {
#if EDGEC_DSP
  uint32_t r;
  __asm__("sxtb16 %0, %1" : "=r"(r) : "r"(v));
  return r;
#else
  return ((uint32_t)(int32_t)(int8_t)v & 0xFFFFu) | (uint32_t)(int32_t)(int8_t)(v >> 16) << 16;
#endif
}

/* Bytes 1 and 3 of a word, as signed halves of a word. */
EDGEC_FN uint32_t edgec_dsp_odd_bytes(uint32_t v) {
#if EDGEC_DSP
  uint32_t r;
  __asm__("sxtb16 %0, %1, ror #8" : "=r"(r) : "r"(v));
  return r;
#else
  return edgec_dsp_even_bytes(v >> 8);
#endif
}

/* sum + the products of the lower and of the upper signed halves; wraps around. */
EDGEC_FN uint32_t edgec_dsp_dot(uint32_t x, uint32_t w, uint32_t sum) {
#if EDGEC_DSP
  uint32_t r;
  __asm__("smlad %0, %1, %2, %3" : "=r"(r) : "r"(x), "r"(w), "r"(sum));
  return r;
#else
  return sum + (uint32_t)((int16_t)x * (int16_t)w) + (uint32_t)((int16_t)(x >> 16) * (int16_t)(w >> 16));
#endif
}

/* c + the upper 32 bits of a * b; wraps around. */
EDGEC_FN int32_t edgec_dsp_high_product(int32_t a, int32_t b, int32_t c) {
  return (int32_t)((uint32_t)c + (uint32_t)(((int64_t)a * b) >> 32));
}

/* v limited to 8 bits. */
EDGEC_FN int8_t edgec_dsp_saturated(int32_t v) { return (int8_t)edgec_max(INT8_MIN, edgec_min(INT8_MAX, v)); }

/* Requantization. A sum a becomes saturated(scaled(a) + zero) by one of two forms; the constants of both are made so
 * that every a that can occur gives exactly what edgec_scaled and edgec_placed of fixed_point.h give.
 *
 * EDGEC_DSP_FITTED: (constant + high((gain * a + offset) * multiplier)) >> shift, the offset being part of the bias.
 * It exists where the results for all a lie on one line, as with one rounding, or where low results saturate.
 *
 * EDGEC_DSP_TWICE: (constant - (a < 0) + high(2 * a * multiplier, rounded)) >> shift: EDGEC_TWICE with a right shift of
 * at least 1. */
#define EDGEC_DSP_FITTED 0
#define EDGEC_DSP_TWICE 1
/* As EDGEC_DSP_FITTED, for factors from 1/16 to 1/2. */
#define EDGEC_DSP_STEEP 2

/* The shift of the first form and of the last, for sums as they are; 8 more for those that come 256 times as large. */
EDGEC_FN int32_t edgec_dsp_shift(int32_t form) { return form == EDGEC_DSP_STEEP ? 0 : 3; }
/* Words of constants for each channel. */
EDGEC_FN int32_t edgec_dsp_constants(int32_t form) { return form == EDGEC_DSP_TWICE ? 3 : 2; }

EDGEC_FN int8_t edgec_dsp_fitted(uint32_t sum, int32_t multiplier, int32_t constant, int32_t shift) {
  return edgec_dsp_saturated(edgec_dsp_high_product((int32_t)sum, multiplier, constant) >> shift);
}

/* doubled is twice the sum. */
EDGEC_FN int8_t edgec_dsp_twice(int32_t doubled, int32_t multiplier, int32_t constant, int32_t shift) {
  const int64_t product = (int64_t)doubled * multiplier + INT64_C(0x80000000);
  const int32_t high = (int32_t)(product >> 32);
  return edgec_dsp_saturated((int32_t)((uint32_t)high + (uint32_t)constant + (uint32_t)(doubled >> 31)) >> shift);
}

#endif
