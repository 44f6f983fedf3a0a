/* Batched products of two quantized matrices. Semantics: TFLite BATCH_MATMUL. */
#ifndef EDGEC_QUANTIZED_MATMUL_H
#define EDGEC_QUANTIZED_MATMUL_H

#include "fixed_point.h"

/* y[batch..., m, n] = clamp(scaled((a - a_zero) * (b - b_zero)) + y_zero, lo, hi). Strides of rows and columns say how
 * matrices lie, transposed or not; the batch is walked as in edgec_f32_matmul. Sums of 8-bit products have 32 bits and
 * wrap around, others have 64. */
#define EDGEC_DEFINE_QUANTIZED_MATMUL(dt, A, B, S, I)                                                             \
  EDGEC_FN void edgec_##dt##_matmul(const A *a, const B *b, A *y, int32_t batch_rank, const int32_t *batch_dims,  \
                                    const int32_t *a_strides, const int32_t *b_strides, int32_t m, int32_t k,     \
                                    int32_t n, int32_t a_row, int32_t a_column, int32_t b_row, int32_t b_column,  \
                                    int32_t a_zero, int32_t b_zero, int32_t rounding, int32_t multiplier,         \
                                    int32_t shift, double twice, int32_t y_zero, int32_t lo, int32_t hi) {        \
    int32_t index[EDGEC_MAX_RANK] = {0};                                                                          \
    if (edgec_count(batch_rank, batch_dims) == 0) return;                                                         \
    do {                                                                                                          \
      const A *pa = a + edgec_offset(index, batch_rank, a_strides);                                               \
      const B *pb = b + edgec_offset(index, batch_rank, b_strides);                                               \
      for (int32_t i = 0; i < m; ++i, pa += a_row) {                                                              \
        for (int32_t j = 0; j < n; ++j) {                                                                         \
          const B *column = pb + j * b_column;                                                                    \
          S sum = 0;                                                                                              \
          for (int32_t p = 0; p < k; ++p) {                                                                       \
            sum += (S)(I)((pa[p * a_column] - a_zero) * (column[p * b_row] - b_zero));                            \
          }                                                                                                       \
          *y++ = (A)edgec_placed(edgec_scaled((I)sum, rounding, multiplier, shift, twice), y_zero, lo, hi);       \
        }                                                                                                         \
      }                                                                                                           \
    } while (edgec_next(index, batch_rank, batch_dims));                                                          \
  }

EDGEC_DEFINE_QUANTIZED_MATMUL(qs8, int8_t, int8_t, uint32_t, int32_t)
EDGEC_DEFINE_QUANTIZED_MATMUL(qs16, int16_t, int16_t, uint64_t, int64_t)
EDGEC_DEFINE_QUANTIZED_MATMUL(qs16_qs8, int16_t, int8_t, uint64_t, int64_t)

#endif
