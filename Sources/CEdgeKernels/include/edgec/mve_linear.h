/* Sums of two int8 tensors in one linear form on MVE. */
#ifndef EDGEC_MVE_LINEAR_H
#define EDGEC_MVE_LINEAR_H

#include "mve.h"
#include "quantized_linear.h"

/* As edgec_qs8_linear_add; offset - 2^20 and both products together are in 32 bits, too: the last shift rounds. */
EDGEC_MVE_FN void edgec_mve_linear_add(const int8_t *a, const int8_t *b, int8_t *y, int32_t n, int32_t fa, int32_t fb,
                                       int32_t offset) {
#ifdef EDGEC_MVE
  const int32_t rest = n % 16;
  if (n >= 16) {
    const int8_t *a1 = a + 1, *b1 = b + 1;
    /* Elements 4i, 4i + 2, 4i + 1 and 4i + 3: the upper halves of their sums make two vectors, which interleave. */
    __asm__ volatile(
        "mov lr, #0\n vidup.u32 q0, lr, #4\n mov lr, #2\n vadd.i32 q1, q0, lr\n vdup.32 q2, %[fa]\n "
        "dls lr, %[n]\n 1:\n "
        "vldrb.s32 q3, [%[a], q0]\n vldrb.s32 q4, [%[b], q0]\n vmlas.s32 q3, q2, %[offset]\n "
        "vldrb.s32 q5, [%[a], q1]\n vmla.s32 q3, q4, %[fb]\n "
        "vldrb.s32 q4, [%[b], q1]\n vmlas.s32 q5, q2, %[offset]\n vshrnb.i32 q3, q3, #16\n "
        "vmla.s32 q5, q4, %[fb]\n vldrb.s32 q4, [%[a1], q0]\n vshrnt.i32 q3, q5, #16\n vldrb.s32 q6, [%[b1], q0]\n "
        "vmlas.s32 q4, q2, %[offset]\n vldrb.s32 q5, [%[a1], q1]\n vmla.s32 q4, q6, %[fb]\n "
        "vldrb.s32 q6, [%[b1], q1]\n vmlas.s32 q5, q2, %[offset]\n "
        "vshrnb.i32 q4, q4, #16\n vmla.s32 q5, q6, %[fb]\n add %[a], #16\n "
        "vshrnt.i32 q4, q5, #16\n add %[b], #16\n vqrshrnb.s16 q3, q3, #5\n add %[a1], #16\n "
        "vqrshrnt.s16 q3, q4, #5\n add %[b1], #16\n vstrb.8 q3, [%[y]], #16\n le lr, 1b"
        : [a] "+r"(a), [b] "+r"(b), [a1] "+r"(a1), [b1] "+r"(b1), [y] "+r"(y)
        : [n] "r"(n / 16), [fa] "r"(fa), [fb] "r"(fb), [offset] "r"(offset - (1 << 20))
        : "lr", "q0", "q1", "q2", "q3", "q4", "q5", "q6", "memory", "cc");
  }
  for (int32_t i = 0; i < rest; ++i) y[i] = edgec_qs8_linear(a[i], b[i], fa, fb, offset);
#else
  edgec_qs8_linear_add(a, b, y, n, fa, fb, offset);
#endif
}

#endif
