/* The mean of all pixels of int8 images on MVE. */
#ifndef EDGEC_MVE_POOL_H
#define EDGEC_MVE_POOL_H

#include "mve.h"

/* y[c] = the mean over the pixels of x[n, c], to the nearest, halves away from zero, limited to [lo, hi]. n is 1 to
 * 256, c a multiple of 8. */
EDGEC_FN void edgec_mve_mean_in_c(const int8_t *x, int8_t *y, int32_t n, int32_t c, int32_t lo, int32_t hi) {
  for (int32_t i = 0; i < c; ++i) {
    int32_t sum = 0;
    for (int32_t p = 0; p < n; ++p) sum += x[p * c + i];
    y[i] = (int8_t)edgec_placed((sum + (sum > 0 ? n / 2 : -(n / 2))) / n, 0, lo, hi);
  }
}

EDGEC_MVE_FN void edgec_mve_mean(const int8_t *x, int8_t *y, int32_t n, int32_t c, int32_t lo, int32_t hi) {
#ifdef EDGEC_MVE
  for (int32_t i = 0; i < c; i += 8) {
    const int8_t *from = x + i;
    int16_t sums[8];
    __asm__ volatile(
        "vmov.i32 q0, #0\n dls lr, %2\n 1:\n vldrb.s16 q1, [%0]\n add %0, %1\n vadd.i16 q0, q0, q1\n le lr, 1b\n "
        "vstrh.16 q0, [%3]"
        : "+l"(from)
        : "r"(c), "r"(n), "r"(sums)
        : "lr", "q0", "q1", "memory");
    for (int32_t j = 0; j < 8; ++j) {
      const int32_t sum = sums[j];
      y[i + j] = (int8_t)edgec_placed((sum + (sum > 0 ? n / 2 : -(n / 2))) / n, 0, lo, hi);
    }
  }
#else
  edgec_mve_mean_in_c(x, y, n, c, lo, hi);
#endif
}

#endif
