/* Selecting slices along one axis by a condition. Semantics: ONNX Compress. */
#ifndef EDGEC_COMPRESS_H
#define EDGEC_COMPRESS_H

#include "base.h"

/* edgec_<dt>_compress, dt by element size: of x[outer, axis, inner] the slices i < length with condition[i] != 0, one
 * after the other in y[outer, length, inner]; *count tells how many, what follows them is zero. length <= axis. */
#define EDGEC_DEFINE_COMPRESS(dt)                                                                                 \
  EDGEC_FN void edgec_##dt##_compress(const void *x, const uint8_t *condition, void *y, int64_t *count,           \
                                      int32_t outer, int32_t axis, int32_t inner, int32_t length) {               \
    const edgec_##dt *from = (const edgec_##dt *)x;                                                               \
    edgec_##dt *to = (edgec_##dt *)y;                                                                             \
    int32_t taken = 0;                                                                                            \
    for (int32_t i = 0; i < length; ++i) {                                                                        \
      if (condition[i] == 0) continue;                                                                            \
      for (int32_t o = 0; o < outer; ++o) {                                                                       \
        memcpy(to + (o * length + taken) * inner, from + (o * axis + i) * inner, (size_t)inner * sizeof *to);     \
      }                                                                                                           \
      ++taken;                                                                                                    \
    }                                                                                                             \
    for (int32_t o = 0; o < outer; ++o) {                                                                         \
      memset(to + (o * length + taken) * inner, 0, (size_t)(length - taken) * (size_t)inner * sizeof *to);        \
    }                                                                                                             \
    *count = taken;                                                                                               \
  }

EDGEC_DEFINE_COMPRESS(x8)
EDGEC_DEFINE_COMPRESS(x16)
EDGEC_DEFINE_COMPRESS(x32)
EDGEC_DEFINE_COMPRESS(x64)

#endif
