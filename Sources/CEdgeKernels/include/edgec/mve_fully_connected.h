/* Fully connected layers of int8 on MVE, eight channels at a time. */
#ifndef EDGEC_MVE_FULLY_CONNECTED_H
#define EDGEC_MVE_FULLY_CONNECTED_H

#include "mve.h"

/* For o < channels: y[o] = scaled(sum over i < 16 steps of x[i] * w[o, i] + bias[o]). steps > 0, channels > 0.
 *
 * w: for each 8 channels, of which the last may be missing, [steps][8 channels][16]. bias: for each 8 channels those
 * of channels 0 2 4 6 1 3 5 7. factors: {multiplier[8], shift[8]} in the same order, see edgec_mve_scaled; step words
 * further those of the next 8 channels: 16, or 0 where all channels have the same. */
EDGEC_FN void edgec_mve_fully_connected_in_c(const int8_t *x, const int32_t *w, const int32_t *bias,
                                             const int32_t *factors, int32_t step, int8_t *y, int32_t steps,
                                             int32_t channels, int32_t rounding, int32_t y_zero) {
  for (int32_t o = 0; o < channels; ++o) {
    const int32_t lane = o % 2 * 4 + o % 8 / 2, *v = w + o / 8 * steps * 32 + o % 8 * 4;
    const int32_t *q = factors + o / 8 * step + lane;
    int32_t sum = bias[o / 8 * 8 + lane];
    for (int32_t i = 0; i < steps * 16; ++i) sum += x[i] * edgec_mve_weight(v, i / 16 * 128 + i % 16);
    y[o] = edgec_mve_scaled(sum, q[0], q[8], rounding, y_zero);
  }
}

#ifdef EDGEC_MVE
/* 16 elements times those of eight channels: 17 instructions of 4 bytes. */
#define EDGEC_MVE_ROW_STEP                                                                                  \
  "vldrw.u32 q0, [r1], #16\n vldrw.u32 q1, [r3], #16\n vmladava.s8 r0, q0, q1\n vldrw.u32 q2, [r3], #16\n " \
  "vmladava.s8 r8, q0, q2\n vldrw.u32 q1, [r3], #16\n vmladava.s8 r2, q0, q1\n vldrw.u32 q2, [r3], #16\n "  \
  "vmladava.s8 r10, q0, q2\n vldrw.u32 q1, [r3], #16\n vmladava.s8 r4, q0, q1\n vldrw.u32 q2, [r3], #16\n " \
  "vmladava.s8 r12, q0, q2\n vldrw.u32 q1, [r3], #16\n vmladava.s8 r6, q0, q1\n vldrw.u32 q2, [r3], #16\n " \
  "vmladava.s8 lr, q0, q2\n "

/* The loop has four steps a round; it is entered where the first round has as many as it needs. */
#define EDGEC_MVE_DEFINE_FULLY_CONNECTED(rounding)                                                                     \
  EDGEC_MVE_FN void edgec_mve_fully_connected_##rounding(const uint32_t *arguments) {                                  \
    register const uint32_t *r1 __asm__("r1") = arguments;                                                             \
    /* The stack: 0 rounds, 4 channels left, 8 factors, 12 their step, 16 entry. */                                    \
    __asm__ volatile(                                                                                                  \
        "push {r7}\n ldm r1, {r0, r2, r3, r4, r5, r6, r7, r8, r9, r10}\n vdup.16 q7, r10\n adr r12, 2f\n "             \
        "sub r12, r12, r0\n orr r12, r12, #1\n push {r2, r4, r6, r8, r12}\n .p2align 2\n "                             \
        "0:\n ldm r5!, {r0, r2, r4, r6, r8, r10, r12, lr}\n mov r1, r9\n ldr r11, [sp]\n ldr pc, [sp, #16]\n "         \
        "1:\n " EDGEC_MVE_ROW_STEP EDGEC_MVE_ROW_STEP EDGEC_MVE_ROW_STEP EDGEC_MVE_ROW_STEP                            \
        "2:\n subs.w r11, r11, #1\n bne 1b\n " EDGEC_MVE_GATHER("q3", "r0", "r2", "r4", "r6")                          \
        EDGEC_MVE_GATHER("q4", "r8", "r10", "r12", "lr")                                                               \
        "ldrd r0, r2, [sp, #4]\n ldr r4, [sp, #12]\n vldrw.u32 q0, [r2]\n "                                            \
        EDGEC_MVE_HIGH_##rounding "q3, q3, q0\n vldrw.u32 q1, [r2, #16]\n "                                            \
        EDGEC_MVE_HIGH_##rounding "q4, q4, q1\n vldrw.u32 q0, [r2, #32]\n " EDGEC_MVE_FIX_##rounding("r6", "q3", "q4") \
        "vrshl.s32 q3, q3, q0\n vldrw.u32 q1, [r2, #48]\n vrshl.s32 q4, q4, q1\n add r2, r2, r4\n "                    \
        "vmovnt.i32 q3, q4\n vctp.16 r0\n vadd.i16 q3, q3, q7\n vqmovnb.s16 q3, q3\n vpst\n "                          \
        "vstrbt.16 q3, [r7], #8\n subs r0, #8\n strd r0, r2, [sp, #4]\n bgt 0b\n add sp, #20\n pop {r7}"               \
        : "+r"(r1)                                                                                                     \
        :                                                                                                              \
        : EDGEC_MVE_CLOBBERS);                                                                                         \
  }

EDGEC_MVE_DEFINE_FULLY_CONNECTED(UP)
EDGEC_MVE_DEFINE_FULLY_CONNECTED(AWAY)
EDGEC_MVE_DEFINE_FULLY_CONNECTED(ONCE)
#endif

EDGEC_FN void edgec_mve_fully_connected(const int8_t *x, const int32_t *w, const int32_t *bias,
                                        const int32_t *factors, int32_t step, int8_t *y, int32_t steps,
                                        int32_t channels, int32_t rounding, int32_t y_zero) {
#ifdef EDGEC_MVE
  /* For r0 r2 r3 r4 r5 r6 r7 r8 r9 r10. */
  const uint32_t arguments[10] = {(uint32_t)((steps + 3) % 4 + 1) * 68,
                                  (uint32_t)(steps + 3) / 4,
                                  edgec_mve_word(w),
                                  (uint32_t)channels,
                                  edgec_mve_word(bias),
                                  edgec_mve_word(factors),
                                  edgec_mve_word(y),
                                  (uint32_t)step * 4,
                                  edgec_mve_word(x),
                                  (uint32_t)y_zero};
  if (rounding == EDGEC_MVE_ONCE) {
    edgec_mve_fully_connected_ONCE(arguments);
  } else if (rounding == EDGEC_MVE_UP) {
    edgec_mve_fully_connected_UP(arguments);
  } else {
    edgec_mve_fully_connected_AWAY(arguments);
  }
#else
  edgec_mve_fully_connected_in_c(x, w, bias, factors, step, y, steps, channels, rounding, y_zero);
#endif
}

#endif
