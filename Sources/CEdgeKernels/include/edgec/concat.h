/* One part of a concatenation. Semantics: ONNX Concat, called once for each input. */
#ifndef EDGEC_CONCAT_H
#define EDGEC_CONCAT_H

#include "base.h"

/* edgec_<dt>_concat, dt by element size: copies x[outer, part] to y[outer, whole] from column start on. part and
 * whole are the extents of the axis times everything inside it. The other columns of y stay as they are. */
#define EDGEC_DEFINE_CONCAT(dt)                                                                                   \
  EDGEC_FN void edgec_##dt##_concat(const void *x, void *y, int32_t outer, int32_t part, int32_t whole,           \
                                    int32_t start) {                                                              \
    const edgec_##dt *from = (const edgec_##dt *)x;                                                               \
    edgec_##dt *to = (edgec_##dt *)y + start;                                                                     \
    for (int32_t o = 0; o < outer; ++o) {                                                                         \
      memcpy(to + o * whole, from + o * part, (size_t)part * sizeof *to);                                         \
    }                                                                                                             \
  }

EDGEC_DEFINE_CONCAT(x8)
EDGEC_DEFINE_CONCAT(x16)
EDGEC_DEFINE_CONCAT(x32)
EDGEC_DEFINE_CONCAT(x64)

#endif
