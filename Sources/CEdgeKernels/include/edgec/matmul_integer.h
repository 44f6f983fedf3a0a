/* Batched products of 8-bit matrices, summed in 32 bits. Semantics: ONNX MatMulInteger. */
#ifndef EDGEC_MATMUL_INTEGER_H
#define EDGEC_MATMUL_INTEGER_H

#include "base.h"

/* y[batch..., m, n] = (a[..., m, k] - a_zero[m]) * (b[..., k, n] - b_zero[n]); sums wrap around.
 *
 * Zero points may be NULL for zeros; a_step and b_step are 0 where one serves all rows or columns, else 1. The batch is
 * walked as in edgec_f32_matmul. */
#define EDGEC_DEFINE_MATMUL_INTEGER(a_dt, A, b_dt, B)                                                             \
  EDGEC_FN void edgec_##a_dt##_##b_dt##_matmul_integer(                                                           \
      const A *a, const B *b, const A *a_zero, int32_t a_step, const B *b_zero, int32_t b_step, int32_t *y,       \
      int32_t batch_rank, const int32_t *batch_dims, const int32_t *a_strides, const int32_t *b_strides,          \
      int32_t m, int32_t k, int32_t n) {                                                                          \
    int32_t index[EDGEC_MAX_RANK] = {0};                                                                          \
    if (edgec_count(batch_rank, batch_dims) == 0) return;                                                         \
    do {                                                                                                          \
      const A *pa = a + edgec_offset(index, batch_rank, a_strides);                                               \
      const B *pb = b + edgec_offset(index, batch_rank, b_strides);                                               \
      for (int32_t i = 0; i < m; ++i, pa += k, y += n) {                                                          \
        const int32_t zero = a_zero ? a_zero[i * a_step] : 0;                                                     \
        for (int32_t j = 0; j < n; ++j) y[j] = 0;                                                                 \
        for (int32_t p = 0; p < k; ++p) {                                                                         \
          const uint32_t v = (uint32_t)(pa[p] - zero);                                                            \
          const B *row = pb + p * n;                                                                              \
          for (int32_t j = 0; j < n; ++j) {                                                                       \
            const int32_t w = row[j] - (b_zero ? b_zero[j * b_step] : 0);                                         \
            y[j] = (int32_t)((uint32_t)y[j] + v * (uint32_t)w);                                                   \
          }                                                                                                       \
        }                                                                                                         \
      }                                                                                                           \
    } while (edgec_next(index, batch_rank, batch_dims));                                                          \
  }

EDGEC_DEFINE_MATMUL_INTEGER(s8, int8_t, s8, int8_t)
EDGEC_DEFINE_MATMUL_INTEGER(s8, int8_t, u8, uint8_t)
EDGEC_DEFINE_MATMUL_INTEGER(u8, uint8_t, s8, int8_t)
EDGEC_DEFINE_MATMUL_INTEGER(u8, uint8_t, u8, uint8_t)

#endif
