/* Data movement that is described by strides: ONNX Transpose, Slice, Expand (broadcast_to), Split, and tiled
 * transposition of matrices. dt is x8, x16, x32 or x64, the element size in bits.
 */
#ifndef EDGEC_STRIDED_COPY_H
#define EDGEC_STRIDED_COPY_H

#include "base.h"

/* edgec_<dt>_strided_copy: y[dims] dense; the element of y at index i is x[x_offset + sum over d of
 * i[d] * x_strides[d]]. rank is 1 to EDGEC_MAX_RANK.
 *
 *   transpose     x_strides[d] is x's stride along axis perm[d]; x_offset 0
 *   slice         x_strides[d] is x's stride along d times the (possibly negative) step;
 *                 x_offset is the sum of starts times x's strides
 *   broadcast_to  x_strides[d] is 0 along a broadcast axis
 *
 * edgec_<dt>_transpose2d: x[batch, rows, columns] to y[batch, columns, rows], in tiles that stay in a cache. */
#define EDGEC_DEFINE_STRIDED_COPY(dt)                                                                             \
  EDGEC_FN void edgec_##dt##_strided_copy(const void *x, void *y, int32_t x_offset, int32_t rank,                 \
                                          const int32_t *dims, const int32_t *x_strides) {                        \
    const int32_t outer = rank - 1, n = dims[outer], step = x_strides[outer];                                     \
    int32_t index[EDGEC_MAX_RANK] = {0};                                                                          \
    edgec_##dt *to = (edgec_##dt *)y;                                                                             \
    if (edgec_count(rank, dims) == 0) return;                                                                     \
    do {                                                                                                          \
      const edgec_##dt *from = (const edgec_##dt *)x + x_offset + edgec_offset(index, outer, x_strides);          \
      if (step == 1) {                                                                                            \
        memcpy(to, from, (size_t)n * sizeof *to);                                                                 \
      } else {                                                                                                    \
        for (int32_t i = 0; i < n; ++i) to[i] = from[i * step];                                                   \
      }                                                                                                           \
      to += n;                                                                                                    \
    } while (edgec_next(index, outer, dims));                                                                     \
  }                                                                                                               \
  EDGEC_FN void edgec_##dt##_transpose2d(const void *x, void *y, int32_t batch, int32_t rows, int32_t columns) {  \
    const int32_t tile = 16;                                                                                      \
    const edgec_##dt *from = (const edgec_##dt *)x;                                                               \
    edgec_##dt *to = (edgec_##dt *)y;                                                                             \
    for (int32_t b = 0; b < batch; ++b, from += rows * columns, to += rows * columns) {                           \
      for (int32_t c0 = 0; c0 < columns; c0 += tile) {                                                            \
        for (int32_t r0 = 0; r0 < rows; r0 += tile) {                                                             \
          const int32_t c1 = edgec_min(columns, c0 + tile), r1 = edgec_min(rows, r0 + tile);                      \
          for (int32_t c = c0; c < c1; ++c) {                                                                     \
            for (int32_t r = r0; r < r1; ++r) to[c * rows + r] = from[r * columns + c];                           \
          }                                                                                                       \
        }                                                                                                         \
      }                                                                                                           \
    }                                                                                                             \
  }

EDGEC_DEFINE_STRIDED_COPY(x8)
EDGEC_DEFINE_STRIDED_COPY(x16)
EDGEC_DEFINE_STRIDED_COPY(x32)
EDGEC_DEFINE_STRIDED_COPY(x64)

#endif
