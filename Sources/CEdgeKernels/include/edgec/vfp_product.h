/* Products of rows of numbers with a matrix of weights, which convolutions and fully connected layers are made of, for
 * Arm's scalar floating point unit.
 *
 * The weights lie in the order they are read in. Sums of more than EDGEC_VFP_PANEL products are made panel by panel;
 * a panel has for each 8 outputs 8 numbers to begin with, which are the bias in the first panel and 0 in the others,
 * and for each of its inputs the 8 weights to these outputs. Inputs come in fours, outputs in eights: what lacks is 0.
 * Each sum adds the products of a panel one after the other, then panel to panel.
 */
#ifndef EDGEC_VFP_PRODUCT_H
#define EDGEC_VFP_PRODUCT_H

#include "vfp.h"

#define EDGEC_VFP_PANEL 256

/* Eight sums, in s0 to s7 or in s8 to s15, add the products of register x with eight weights. */
#define EDGEC_VFP_SUMS_0(x)                                                                                       \
  "vfma.f32 s0, " x ", s16\n\tvfma.f32 s1, " x ", s17\n\tvfma.f32 s2, " x ", s18\n\tvfma.f32 s3, " x ", s19\n\t"  \
  "vfma.f32 s4, " x ", s20\n\tvfma.f32 s5, " x ", s21\n\tvfma.f32 s6, " x ", s22\n\tvfma.f32 s7, " x ", s23\n\t"
#define EDGEC_VFP_SUMS_8(x)                                                                                       \
  "vfma.f32 s8, " x ", s16\n\tvfma.f32 s9, " x ", s17\n\tvfma.f32 s10, " x ", s18\n\tvfma.f32 s11, " x ", s19\n\t"\
  "vfma.f32 s12, " x ", s20\n\tvfma.f32 s13, " x ", s21\n\tvfma.f32 s14, " x ", s22\n\tvfma.f32 s15, " x ", s23\n\t"
/* The same in s0 to s7 with weights in s8 to s15. */
#define EDGEC_VFP_SUMS_W8(x)                                                                                      \
  "vfma.f32 s0, " x ", s8\n\tvfma.f32 s1, " x ", s9\n\tvfma.f32 s2, " x ", s10\n\tvfma.f32 s3, " x ", s11\n\t"    \
  "vfma.f32 s4, " x ", s12\n\tvfma.f32 s5, " x ", s13\n\tvfma.f32 s6, " x ", s14\n\tvfma.f32 s7, " x ", s15\n\t"

/* y[8] = sums of the row x[4 * fours] in one panel; fours > 0. */
EDGEC_FN void edgec_vfp_block_1x8(const float *x, const float *w, int32_t fours, float *y) {
#ifdef EDGEC_VFP
  int32_t n = (fours + 1) >> 1;
  __asm__ __volatile__(
      "vldmia %[w]!, {s0-s7}\n\t"
      "tst %[fours], #1\n\t"
      "bne 2f\n\t"
      "1:\n\t"
      "vldmia %[x]!, {s24-s27}\n\t"
      "vldmia %[w]!, {s8-s23}\n\t" EDGEC_VFP_SUMS_W8("s24") EDGEC_VFP_SUMS_0("s25")
      "vldmia %[w]!, {s8-s23}\n\t" EDGEC_VFP_SUMS_W8("s26") EDGEC_VFP_SUMS_0("s27")
      "2:\n\t"
      "vldmia %[x]!, {s24-s27}\n\t"
      "vldmia %[w]!, {s8-s23}\n\t" EDGEC_VFP_SUMS_W8("s24") EDGEC_VFP_SUMS_0("s25")
      "vldmia %[w]!, {s8-s23}\n\t" EDGEC_VFP_SUMS_W8("s26") EDGEC_VFP_SUMS_0("s27")
      "subs %[n], %[n], #1\n\t"
      "bne 1b\n\t"
      "vstmia %[y], {s0-s7}"
      : [x] "+r"(x), [w] "+r"(w), [n] "+r"(n)
      : [y] "r"(y), [fours] "r"(fours)
      : EDGEC_VFP_REGISTERS, "cc", "memory");
#else
  for (int32_t c = 0; c < 8; ++c) {
    float sum = w[c];
    for (int32_t k = 0; k < 4 * fours; ++k) sum = edgec_f32_fma(sum, x[k], w[8 + 8 * k + c]);
    y[c] = sum;
  }
#endif
}

/* y0[8] and y1[8] = sums of the rows x0[4 * fours] and x1[4 * fours] in one panel; fours > 0. */
EDGEC_FN void edgec_vfp_block_2x8(const float *x0, const float *x1, const float *w, int32_t fours, float *y0,
                                  float *y1) {
#ifdef EDGEC_VFP
  __asm__ __volatile__(
      "vldmia %[w], {s0-s7}\n\t"
      "vldmia %[w]!, {s8-s15}\n\t"
      "1:\n\t"
      "vldmia %[x0]!, {s24-s27}\n\t"
      "vldmia %[x1]!, {s28-s31}\n\t"
      "vldmia %[w]!, {s16-s23}\n\t" EDGEC_VFP_SUMS_0("s24") EDGEC_VFP_SUMS_8("s28")
      "vldmia %[w]!, {s16-s23}\n\t" EDGEC_VFP_SUMS_0("s25") EDGEC_VFP_SUMS_8("s29")
      "vldmia %[w]!, {s16-s23}\n\t" EDGEC_VFP_SUMS_0("s26") EDGEC_VFP_SUMS_8("s30")
      "vldmia %[w]!, {s16-s23}\n\t" EDGEC_VFP_SUMS_0("s27") EDGEC_VFP_SUMS_8("s31")
      "subs %[n], %[n], #1\n\t"
      "bne 1b\n\t"
      "vstmia %[y0], {s0-s7}\n\t"
      "vstmia %[y1], {s8-s15}"
      : [x0] "+r"(x0), [x1] "+r"(x1), [w] "+r"(w), [n] "+r"(fours)
      : [y0] "r"(y0), [y1] "r"(y1)
      : EDGEC_VFP_REGISTERS, "cc", "memory");
#else
  edgec_vfp_block_1x8(x0, w, fours, y0);
  edgec_vfp_block_1x8(x1, w, fours, y1);
#endif
}

/* Sums of the rows x0[k] and x1[k], k a multiple of 4, to the outputs y0[oc] and y1[oc]; NULL for x1 and y1 where
 * there is one row only. */
EDGEC_FN void edgec_vfp_rows(const float *x0, const float *x1, const float *w, float *y0, float *y1, int32_t k,
                             int32_t oc) {
  for (int32_t start = 0; start < k; start += EDGEC_VFP_PANEL) {
    const int32_t inputs = edgec_min(k - start, EDGEC_VFP_PANEL);
    for (int32_t o = 0; o < oc; o += 8, w += 8 + 8 * inputs) {
      const int32_t outputs = edgec_min(oc - o, 8);
      const int direct = start == 0 && outputs == 8;
      float sums[16];
      float *to0 = direct ? y0 + o : sums, *to1 = direct && y1 ? y1 + o : sums + 8;
      if (x1) {
        edgec_vfp_block_2x8(x0 + start, x1 + start, w, inputs >> 2, to0, to1);
      } else {
        edgec_vfp_block_1x8(x0 + start, w, inputs >> 2, to0);
      }
      if (direct) continue;
      for (int32_t c = 0; c < outputs; ++c) y0[o + c] = start == 0 ? sums[c] : y0[o + c] + sums[c];
      for (int32_t c = 0; y1 && c < outputs; ++c) y1[o + c] = start == 0 ? sums[8 + c] : y1[o + c] + sums[8 + c];
    }
  }
}

/* y[m, oc] = clamp(x[m, k] * weights^T + bias); k is a multiple of 4. */
EDGEC_FN void edgec_vfp_fully_connected(const float *x, const float *w, float *y, int32_t m, int32_t k, int32_t oc,
                                        float lo, float hi) {
  for (int32_t i = 0; i < m; i += 2, x += 2 * k, y += 2 * oc) {
    const int pair = m - i >= 2;
    edgec_vfp_rows(x, pair ? x + k : NULL, w, y, pair ? y + oc : NULL, k, oc);
    edgec_vfp_clamp(y, pair ? 2 * oc : oc, lo, hi);
  }
}

#endif
