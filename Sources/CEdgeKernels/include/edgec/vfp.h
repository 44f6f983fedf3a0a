/* What float kernels for Arm's scalar floating point unit (FPv4-SP and newer, as in Cortex-M4F and M7) share.
 *
 * Blocks of sums fill the unit's 32 registers; VLDM brings several numbers an instruction. Each block of assembly has
 * a twin in C that takes the same data in the same order: both give the same bits where the compiler's target has
 * fused multiply-add (see edgec_f32_fma).
 */
#ifndef EDGEC_VFP_H
#define EDGEC_VFP_H

#include "base.h"

#if defined(__GNUC__) && defined(__OPTIMIZE__) && defined(__thumb2__) && defined(__ARM_FEATURE_FMA)
#if defined(__ARM_FP) && (__ARM_FP & 4)
#define EDGEC_VFP 1
#endif
#endif

/* All registers of the unit. */
#define EDGEC_VFP_REGISTERS                                                                                       \
  "s0", "s1", "s2", "s3", "s4", "s5", "s6", "s7", "s8", "s9", "s10", "s11", "s12", "s13", "s14", "s15", "s16",    \
      "s17", "s18", "s19", "s20", "s21", "s22", "s23", "s24", "s25", "s26", "s27", "s28", "s29", "s30", "s31"

/* s + a * b, rounded once where the target has an instruction for it, after the product, too, elsewhere. */
EDGEC_FN float edgec_f32_fma(float s, float a, float b) {
#if defined(__FP_FAST_FMAF) || defined(__ARM_FEATURE_FMA)
  return __builtin_fmaf(a, b, s);
#else
  return s + a * b;
#endif
}

/* to[n] = from[n]. */
EDGEC_FN void edgec_f32_copy(float *to, const float *from, int32_t n) {
#ifdef EDGEC_VFP
  for (; n >= 8; n -= 8) {
    __asm__ __volatile__("vldmia %1!, {s0-s7}\n\tvstmia %0!, {s0-s7}"
                         : "+r"(to), "+r"(from)
                         :
                         : "s0", "s1", "s2", "s3", "s4", "s5", "s6", "s7", "memory");
  }
  for (; n > 0; --n) {
    __asm__ __volatile__("vldmia %1!, {s0}\n\tvstmia %0!, {s0}" : "+r"(to), "+r"(from) : : "s0", "memory");
  }
#else
  memcpy(to, from, (size_t)n * sizeof *to);
#endif
}

/* to[n] = 0. */
EDGEC_FN void edgec_f32_zero(float *to, int32_t n) {
#ifdef EDGEC_VFP
  for (; n > 0; --n) __asm__ __volatile__("stm %0!, {%1}" : "+r"(to) : "r"(0) : "memory");
#else
  memset(to, 0, (size_t)n * sizeof *to);
#endif
}

/* y[n] = max(y[n], 0). Numbers with the sign bit set become 0: a NaN that has it, too. */
EDGEC_FN void edgec_vfp_relu(float *y, int32_t n) {
  edgec_x32 *bits = (edgec_x32 *)(void *)y;
#ifdef EDGEC_VFP
  for (; n >= 4; n -= 4) {
    __asm__ __volatile__(
        "ldm %0, {r3, r4, r5, r6}\n\t"
        "bic r3, r3, r3, asr #31\n\t"
        "bic r4, r4, r4, asr #31\n\t"
        "bic r5, r5, r5, asr #31\n\t"
        "bic r6, r6, r6, asr #31\n\t"
        "stm %0!, {r3, r4, r5, r6}"
        : "+r"(bits)
        :
        : "r3", "r4", "r5", "r6", "memory");
  }
#endif
  for (; n > 0; --n, ++bits) *bits = *bits >> 31 ? 0 : *bits;
}

/* y[n] = y[n] limited to [lo, hi]. */
EDGEC_FN void edgec_vfp_clamp(float *y, int32_t n, float lo, float hi) {
  if (lo == 0.0f && !(hi < EDGEC_INFINITY)) {
    edgec_vfp_relu(y, n);
  } else if (lo > -EDGEC_INFINITY || hi < EDGEC_INFINITY) {
    for (int32_t i = 0; i < n; ++i) y[i] = edgec_f32_clamp(y[i], lo, hi);
  }
}

#endif
