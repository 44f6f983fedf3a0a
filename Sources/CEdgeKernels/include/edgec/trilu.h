/* The upper or lower triangle of matrices. Semantics: ONNX Trilu. */
#ifndef EDGEC_TRILU_H
#define EDGEC_TRILU_H

#include "base.h"

/* edgec_<dt>_trilu, dt by element size: y[batch, rows, columns] is x where column - row >= diagonal (upper != 0) or
 * <= diagonal (upper == 0), and zero elsewhere. |diagonal| <= rows + columns. y may be x. */
#define EDGEC_DEFINE_TRILU(dt)                                                                                    \
  EDGEC_FN void edgec_##dt##_trilu(const void *x, void *y, int32_t batch, int32_t rows, int32_t columns,          \
                                   int32_t upper, int32_t diagonal) {                                             \
    const edgec_##dt *from = (const edgec_##dt *)x;                                                               \
    edgec_##dt *to = (edgec_##dt *)y;                                                                             \
    for (int32_t b = 0; b < batch; ++b) {                                                                         \
      for (int32_t r = 0; r < rows; ++r, from += columns, to += columns) {                                        \
        for (int32_t c = 0; c < columns; ++c) {                                                                   \
          const int kept = upper ? c - r >= diagonal : c - r <= diagonal;                                         \
          to[c] = kept ? from[c] : 0;                                                                             \
        }                                                                                                         \
      }                                                                                                           \
    }                                                                                                             \
  }

EDGEC_DEFINE_TRILU(x8)
EDGEC_DEFINE_TRILU(x16)
EDGEC_DEFINE_TRILU(x32)
EDGEC_DEFINE_TRILU(x64)

#endif
