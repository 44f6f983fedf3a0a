/* Products of rows of int8 with int8 weights on MVE, two rows and four channels at a time: convolutions with windows
 * of one pixel, and others whose windows were copied to rows. */
#ifndef EDGEC_MVE_POINTWISE_H
#define EDGEC_MVE_POINTWISE_H

#include "mve.h"

/* For p < rows and o < channels:
 *   y[p * y_stride + o] = scaled(sum over i < 16 steps of x[p * x_stride + i] * w[o, i] + bias[o])
 *
 * rows > 0; 1 <= steps <= 16; channels is a multiple of 8; x and x_stride are multiples of 4. y may be x only where no
 * row of y reaches into a later row of x.
 *
 * w, parameters: for each 8 channels two halves, the first for channels 0 2 4 6, the second for 1 3 5 7 of them. A
 * half of w is [steps][4 channels][16]; 16 bytes follow the last. A half of parameters is {bias[4], multiplier[4],
 * shift[4]}; see edgec_mve_scaled; rounding is not EDGEC_MVE_ONCE. */
EDGEC_FN void edgec_mve_pointwise_in_c(const int8_t *x, int32_t x_stride, const int32_t *w, const int32_t *parameters,
                                       int8_t *y, int32_t y_stride, int32_t rows, int32_t steps, int32_t channels,
                                       int32_t rounding, int32_t y_zero) {
  for (int32_t p = 0; p < rows; ++p) {
    for (int32_t o = 0; o < channels; ++o) {
      const int32_t half = o / 8 * 2 + o % 2, lane = o % 8 / 2;
      const int32_t *v = w + half * steps * 16 + lane * 4;
      const int32_t *q = parameters + half * 12 + lane;
      int32_t sum = q[0];
      for (int32_t i = 0; i < steps * 16; ++i) sum += x[p * x_stride + i] * edgec_mve_weight(v, i / 16 * 64 + i % 16);
      y[p * y_stride + o] = edgec_mve_scaled(sum, q[4], q[8], rounding, y_zero);
    }
  }
}

#ifdef EDGEC_MVE
/* 16 times 16 elements of both rows, at r1 + k and r9 + k, times those of four channels, of which the first are in q2
 * already; q2 holds the next ones afterwards. Each time 14 instructions of 4 bytes. */
#define EDGEC_MVE_STEPS                                                                                      \
  ".irp k, 0, 16, 32, 48, 64, 80, 96, 112, 128, 144, 160, 176, 192, 208, 224, 240\n "                        \
  "vldrw.u32 q0, [r1, #\\k]\n vmladava.s8 r0, q0, q2\n vldrw.u32 q1, [r9, #\\k]\n vmladava.s8 r8, q1, q2\n " \
  "vldrw.u32 q3, [r3], #16\n vmladava.s8 r2, q0, q3\n vldrw.u32 q2, [r3], #16\n vmladava.s8 r10, q1, q3\n "  \
  "vldrw.u32 q3, [r3], #16\n vmladava.s8 r4, q0, q2\n vmladava.s8 r12, q1, q2\n vmladava.s8 r6, q0, q3\n "   \
  "vldrw.u32 q2, [r3], #16\n vmladava.s8 lr, q1, q3\n .endr\n "
/* Four channels of both rows to vectors a and b. Jumps into the steps, to run the last ones only: the address is on
 * the stack. */
#define EDGEC_MVE_HALF(rounding, entry, end, a, b)                                                           \
  "ldm r5, {r0, r2, r4, r6}\n ldm r5!, {r8, r10, r12, lr}\n ldr pc, [sp, #" entry "]\n " EDGEC_MVE_STEPS end \
  ":\n " EDGEC_MVE_GATHER(a, "r0", "r2", "r4", "r6") EDGEC_MVE_GATHER(b, "r8", "r10", "r12", "lr")           \
  "vldrw.u32 q6, [r5], #16\n " EDGEC_MVE_HIGH_##rounding a ", " a ", q6\n vldrw.u32 q3, [r5], #16\n "        \
  EDGEC_MVE_HIGH_##rounding b ", " b ", q6\n " EDGEC_MVE_FIX_##rounding("r0", a, b)                          \
  "vrshl.s32 " a ", " a ", q3\n vrshl.s32 " b ", " b ", q3\n "

/* Pairs of rows. */
#define EDGEC_MVE_DEFINE_POINTWISE(rounding)                                                                          \
  EDGEC_MVE_FN void edgec_mve_pointwise_##rounding(const uint32_t *arguments) {                                       \
    register const uint32_t *r1 __asm__("r1") = arguments;                                                            \
    /* The stack: 0 end of parameters, 4 w, 8 pairs, 12 parameters, 16 and 20 steps of x and y, 24 and 28 entries. */ \
    __asm__ volatile(                                                                                                 \
        "push {r7}\n ldm r1, {r0, r2, r3, r4, r5, r6, r7, r8, r9, r10, r11, r12}\n mov r1, r12\n vdup.16 q7, r10\n "  \
        "adr r12, 2f\n adr lr, 3f\n sub r12, r12, r0\n sub lr, lr, r0\n orr r12, r12, #1\n orr lr, lr, #1\n "         \
        "push {r2, r3, r4, r5, r6, r8, r12, lr}\n .p2align 2\n "                                                      \
        "0:\n vldrw.u32 q2, [r3], #16\n "                                                                             \
        "1:\n " EDGEC_MVE_HALF(rounding, "24", "2", "q4", "q5") EDGEC_MVE_HALF(rounding, "28", "3", "q0", "q1")       \
        "add r0, r7, r11\n vmovnt.i32 q4, q0\n ldr r2, [sp]\n vmovnt.i32 q5, q1\n vadd.i16 q4, q4, q7\n "             \
        "vadd.i16 q5, q5, q7\n vqmovnb.s16 q4, q4\n vqmovnb.s16 q5, q5\n vstrb.16 q4, [r7], #8\n "                    \
        "vstrb.16 q5, [r0]\n cmp r5, r2\n bne 1b\n "                                                                  \
        "ldrd r3, r4, [sp, #4]\n ldrd r5, r6, [sp, #12]\n ldr r8, [sp, #20]\n subs r4, #1\n add r1, r1, r6\n "        \
        "add r9, r9, r6\n add r7, r7, r8\n str r4, [sp, #8]\n bne 0b\n add sp, #32\n pop {r7}"                        \
        : "+r"(r1)                                                                                                    \
        :                                                                                                             \
        : EDGEC_MVE_CLOBBERS);                                                                                        \
  }

EDGEC_MVE_DEFINE_POINTWISE(UP)
EDGEC_MVE_DEFINE_POINTWISE(AWAY)

/* An even number of rows, in pairs, or one row as a pair whose strides are 0. */
EDGEC_MVE_FN void edgec_mve_pointwise_pairs(const int8_t *x, int32_t x_stride, const int32_t *w,
                                            const int32_t *parameters, int8_t *y, int32_t y_stride, int32_t pairs,
                                            int32_t steps, int32_t channels, int32_t rounding, int32_t y_zero) {
  const uint32_t skipped = (uint32_t)(16 - steps) * 16, first = edgec_mve_word(x) - skipped;
  /* For r0 r2 r3 r4 r5 r6 r7 r8 r9 r10 r11 r12. */
  const uint32_t arguments[12] = {
      (uint32_t)steps * 56, edgec_mve_word(parameters + channels * 3), edgec_mve_word(w), (uint32_t)pairs,
      edgec_mve_word(parameters), (uint32_t)x_stride * 2, edgec_mve_word(y), (uint32_t)(y_stride * 2 - channels),
      first + (uint32_t)x_stride, (uint32_t)y_zero, (uint32_t)y_stride, first};
  if (rounding == EDGEC_MVE_UP) {
    edgec_mve_pointwise_UP(arguments);
  } else {
    edgec_mve_pointwise_AWAY(arguments);
  }
}
#endif

EDGEC_FN void edgec_mve_pointwise(const int8_t *x, int32_t x_stride, const int32_t *w, const int32_t *parameters,
                                  int8_t *y, int32_t y_stride, int32_t rows, int32_t steps, int32_t channels,
                                  int32_t rounding, int32_t y_zero) {
#ifdef EDGEC_MVE
  const int32_t pairs = rows / 2;
  if (pairs > 0) {
    edgec_mve_pointwise_pairs(x, x_stride, w, parameters, y, y_stride, pairs, steps, channels, rounding, y_zero);
  }
  if (rows % 2 != 0) {
    edgec_mve_pointwise_pairs(x + pairs * 2 * x_stride, 0, w, parameters, y + pairs * 2 * y_stride, 0, 1, steps,
                              channels, rounding, y_zero);
  }
#else
  edgec_mve_pointwise_in_c(x, x_stride, w, parameters, y, y_stride, rows, steps, channels, rounding, y_zero);
#endif
}

#endif
