/* Sums of two quantized tensors in one linear form. Semantics: TFLite ADD and SUB, where offline search found factors
 * that give their result for each of the 65,536 pairs of integers.
 */
#ifndef EDGEC_QUANTIZED_LINEAR_H
#define EDGEC_QUANTIZED_LINEAR_H

#include "base.h"

/* (offset + fa * a + fb * b) >> 21, limited to int8; offset and both products together are in 32 bits. */
EDGEC_FN int8_t edgec_qs8_linear(int32_t a, int32_t b, int32_t fa, int32_t fb, int32_t offset) {
  const int32_t sum = (int32_t)((uint32_t)offset + (uint32_t)(fa * a) + (uint32_t)(fb * b)) >> 21;
  const int32_t low = sum < INT8_MIN ? INT8_MIN : sum;
  return (int8_t)(low > INT8_MAX ? INT8_MAX : low);
}

/* y[n] of a[n] and b[n], each of which y may be, in place. */
EDGEC_FN void edgec_qs8_linear_add(const int8_t *a, const int8_t *b, int8_t *y, int32_t n, int32_t fa, int32_t fb,
                                   int32_t offset) {
  const int8_t *const end = a + n, *const eights = a + (n - n % 8);
  while (a != eights) {
    *y++ = edgec_qs8_linear(*a++, *b++, fa, fb, offset);
    *y++ = edgec_qs8_linear(*a++, *b++, fa, fb, offset);
    *y++ = edgec_qs8_linear(*a++, *b++, fa, fb, offset);
    *y++ = edgec_qs8_linear(*a++, *b++, fa, fb, offset);
    *y++ = edgec_qs8_linear(*a++, *b++, fa, fb, offset);
    *y++ = edgec_qs8_linear(*a++, *b++, fa, fb, offset);
    *y++ = edgec_qs8_linear(*a++, *b++, fa, fb, offset);
    *y++ = edgec_qs8_linear(*a++, *b++, fa, fb, offset);
  }
  while (a != end) *y++ = edgec_qs8_linear(*a++, *b++, fa, fb, offset);
}

#endif
