/* Sums and means of quantized numbers over some axes. Semantics: TFLite SUM and MEAN; the divisor of a mean is part of
 * the factor.
 */
#ifndef EDGEC_QUANTIZED_REDUCE_H
#define EDGEC_QUANTIZED_REDUCE_H

#include "fixed_point.h"

/* y = clamp(scaled(start + sum of x) + zero, lo, hi); sums wrap around. start takes x's zero point out of the sum.
 *
 * edgec_<dt>_reduce_sum: x[outer, count, inner], y[outer, inner].
 * edgec_<dt>_reduce_sum_strided: as the kernels of reduce.h of that name. */
#define EDGEC_DEFINE_QUANTIZED_REDUCE(dt, T)                                                                      \
  EDGEC_FN void edgec_##dt##_reduce_sum(const T *x, T *y, int32_t outer, int32_t count, int32_t inner,            \
                                        int32_t start, int32_t rounding, int32_t multiplier, int32_t shift,       \
                                        double twice, int32_t zero, int32_t lo, int32_t hi) {                     \
    for (int32_t o = 0; o < outer; ++o, x += count * inner) {                                                     \
      for (int32_t j = 0; j < inner; ++j) {                                                                       \
        uint32_t sum = (uint32_t)start;                                                                           \
        for (int32_t i = 0; i < count; ++i) {                                                                     \
          const int32_t v = x[i * inner + j];                                                                     \
          sum += (uint32_t)v;                                                                                     \
        }                                                                                                         \
        *y++ = (T)edgec_placed(edgec_scaled((int32_t)sum, rounding, multiplier, shift, twice), zero, lo, hi);     \
      }                                                                                                           \
    }                                                                                                             \
  }                                                                                                               \
  EDGEC_FN void edgec_##dt##_reduce_sum_strided(                                                                  \
      const T *x, T *y, int32_t kept_rank, const int32_t *kept_dims, const int32_t *kept_strides, int32_t rank,   \
      const int32_t *dims, const int32_t *strides, int32_t start, int32_t rounding, int32_t multiplier,           \
      int32_t shift, double twice, int32_t zero, int32_t lo, int32_t hi) {                                        \
    int32_t kept[EDGEC_MAX_RANK] = {0};                                                                           \
    if (edgec_count(kept_rank, kept_dims) == 0) return;                                                           \
    do {                                                                                                          \
      const T *first = x + edgec_offset(kept, kept_rank, kept_strides);                                           \
      int32_t index[EDGEC_MAX_RANK] = {0};                                                                        \
      uint32_t sum = (uint32_t)start;                                                                             \
      do {                                                                                                        \
        const int32_t v = first[edgec_offset(index, rank, strides)];                                              \
        sum += (uint32_t)v;                                                                                       \
      } while (edgec_next(index, rank, dims));                                                                    \
      *y++ = (T)edgec_placed(edgec_scaled((int32_t)sum, rounding, multiplier, shift, twice), zero, lo, hi);       \
    } while (edgec_next(kept, kept_rank, kept_dims));                                                             \
  }

EDGEC_DEFINE_QUANTIZED_REDUCE(qs8, int8_t)
EDGEC_DEFINE_QUANTIZED_REDUCE(qu8, uint8_t)
EDGEC_DEFINE_QUANTIZED_REDUCE(qs16, int16_t)

#endif
