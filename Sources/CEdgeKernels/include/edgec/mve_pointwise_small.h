/* Products of rows of 8 or 16 int8 with int8 weights on MVE: the weights of four channels stay in registers. */
#ifndef EDGEC_MVE_POINTWISE_SMALL_H
#define EDGEC_MVE_POINTWISE_SMALL_H

#include "mve.h"

/* For p < rows and o < channels: y[p * channels + o] = scaled(sum over i < k of x[p * k + i] * w[o, i] + bias[o]).
 *
 * k is 8 or 16; rows > 1; channels is a multiple of 4, below 2^15. y must not be x. parameters: for each four channels
 * {bias[4], multiplier[4], shift[4]} and their weights, [4][16] bytes in 16 words, those beyond k are 0; see
 * edgec_mve_scaled. */
EDGEC_FN void edgec_mve_pointwise_small_in_c(const int8_t *x, const int32_t *parameters, int8_t *y, int32_t rows,
                                             int32_t k, int32_t channels, int32_t y_zero) {
  for (int32_t p = 0; p < rows; ++p) {
    for (int32_t o = 0; o < channels; ++o) {
      const int32_t *q = parameters + o / 4 * 28;
      int32_t sum = q[o % 4];
      for (int32_t i = 0; i < k; ++i) sum += x[p * k + i] * edgec_mve_weight(q + 12 + o % 4 * 4, i);
      *y++ = edgec_mve_scaled(sum, q[4 + o % 4], q[8 + o % 4], EDGEC_MVE_UP, y_zero);
    }
  }
}

#ifdef EDGEC_MVE
/* Pairs of rows of four channels; k bytes a row. */
#define EDGEC_MVE_DEFINE_POINTWISE_SMALL(k)                                                                            \
  EDGEC_MVE_FN void edgec_mve_pointwise_small_##k(const uint32_t *arguments) {                                         \
    register const uint32_t *r1 __asm__("r1") = arguments;                                                             \
    __asm__ volatile(                                                                                                  \
        "push {r7}\n sub sp, #16\n vldrw.u32 q0, [r1], #16\n vstrw.32 q0, [sp]\n ldm r1, {r1, r3, r5, r7, r9, r11}\n " \
        "vldrw.u32 q0, [r5, #48]\n vldrw.u32 q1, [r5, #64]\n vldrw.u32 q2, [r5, #80]\n vldrw.u32 q3, [r5, #96]\n "     \
        "vldrw.u32 q6, [r5, #16]\n vldrw.u32 q7, [r5, #32]\n .p2align 2\n "                                            \
        "1:\n ldm r5, {r0, r2, r4, r6}\n vldrw.u32 q4, [r1], #" #k "\n vmladava.s8 r0, q4, q0\n "                      \
        "ldm r5, {r8, r10, r12, lr}\n vmladava.s8 r2, q4, q1\n vldrw.u32 q5, [r1], #" #k "\n "                         \
        "vmladava.s8 r4, q4, q2\n vmladava.s8 r6, q4, q3\n vmladava.s8 r8, q5, q0\n vmladava.s8 r10, q5, q1\n "        \
        "vmladava.s8 r12, q5, q2\n vmladava.s8 lr, q5, q3\n " EDGEC_MVE_GATHER("q4", "r0", "r2", "r4", "r6")           \
        "vqrdmulh.s32 q4, q4, q6\n " EDGEC_MVE_GATHER("q5", "r8", "r10", "r12", "lr")                                  \
        "vrshl.s32 q4, q4, q7\n vqrdmulh.s32 q5, q5, q6\n subs.w r11, r11, #1\n vrshl.s32 q5, q5, q7\n "               \
        "vmovnt.i32 q4, q5\n vldrw.u32 q5, [sp]\n vadd.i16 q4, q4, r7\n vqmovnb.s16 q4, q4\n "                         \
        "vstrb.16 q4, [r3, q5]\n add r3, r3, r9\n bne 1b\n add sp, #16\n pop {r7}"                                     \
        : "+r"(r1)                                                                                                     \
        :                                                                                                              \
        : EDGEC_MVE_CLOBBERS);                                                                                         \
  }

EDGEC_MVE_DEFINE_POINTWISE_SMALL(8)
EDGEC_MVE_DEFINE_POINTWISE_SMALL(16)

/* All channels of pairs of rows. */
EDGEC_FN void edgec_mve_pointwise_small_pairs(const int8_t *x, const int32_t *parameters, int8_t *y, int32_t pairs,
                                              int32_t k, int32_t channels, int32_t y_zero) {
  uint32_t arguments[10];
  for (uint32_t i = 0; i < 4; ++i) arguments[i] = i * 0x10001u + ((uint32_t)channels << 16);
  arguments[4] = edgec_mve_word(x);
  arguments[7] = (uint32_t)y_zero;
  arguments[8] = (uint32_t)channels * 2;
  arguments[9] = (uint32_t)pairs;
  for (int32_t o = 0; o < channels; o += 4) {
    arguments[5] = edgec_mve_word(y + o);
    arguments[6] = edgec_mve_word(parameters + o * 7);
    if (k == 8) {
      edgec_mve_pointwise_small_8(arguments);
    } else {
      edgec_mve_pointwise_small_16(arguments);
    }
  }
}
#endif

/* The last two rows are computed from a copy, because 16 bytes of a row are read: again, if their number is odd. */
EDGEC_MVE_FN void edgec_mve_pointwise_small(const int8_t *x, const int32_t *parameters, int8_t *y, int32_t rows,
                                            int32_t k, int32_t channels, int32_t y_zero) {
#ifdef EDGEC_MVE
  const int32_t pairs = k == 8 ? (rows - 1) / 2 : rows / 2;
  int8_t last[32];
  if (pairs > 0) edgec_mve_pointwise_small_pairs(x, parameters, y, pairs, k, channels, y_zero);
  if (pairs * 2 == rows) return;
  edgec_mve_fill(last, 0, 32);
  edgec_mve_copy(x + (rows - 2) * k, last, k * 2);
  edgec_mve_pointwise_small_pairs(last, parameters, y + (rows - 2) * channels, 1, k, channels, y_zero);
#else
  edgec_mve_pointwise_small_in_c(x, parameters, y, rows, k, channels, y_zero);
#endif
}

#endif
