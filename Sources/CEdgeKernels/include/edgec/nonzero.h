/* The indices of elements that are not zero. Semantics: ONNX NonZero. */
#ifndef EDGEC_NONZERO_H
#define EDGEC_NONZERO_H

#include "base.h"

/* edgec_<dt>_nonzero: x has n elements of shape dims[rank]. The index of the k-th element that is not zero becomes
 * column k of y[rank, n]; *count tells how many there are, the other columns are zero. */
#define EDGEC_DEFINE_NONZERO(dt, T)                                                                               \
  EDGEC_FN void edgec_##dt##_nonzero(const T *x, int64_t *y, int64_t *count, int32_t rank, const int32_t *dims) { \
    const int32_t n = edgec_count(rank, dims);                                                                    \
    int32_t found = 0;                                                                                            \
    if (rank > 0) memset(y, 0, (size_t)rank * (size_t)n * sizeof *y);                                             \
    for (int32_t i = 0; i < n; ++i) {                                                                             \
      if (x[i] == 0) continue;                                                                                    \
      int32_t rest = i;                                                                                           \
      for (int32_t d = rank - 1; d >= 0; --d) {                                                                   \
        y[d * n + found] = rest % dims[d];                                                                        \
        rest /= dims[d];                                                                                          \
      }                                                                                                           \
      ++found;                                                                                                    \
    }                                                                                                             \
    *count = found;                                                                                               \
  }

EDGEC_DEFINE_NONZERO(f32, float)
EDGEC_DEFINE_NONZERO(f64, double)
EDGEC_DEFINE_NONZERO(s8, int8_t)
EDGEC_DEFINE_NONZERO(s16, int16_t)
EDGEC_DEFINE_NONZERO(s32, int32_t)
EDGEC_DEFINE_NONZERO(s64, int64_t)
EDGEC_DEFINE_NONZERO(u8, uint8_t)
EDGEC_DEFINE_NONZERO(u16, uint16_t)
EDGEC_DEFINE_NONZERO(u32, uint32_t)
EDGEC_DEFINE_NONZERO(u64, uint64_t)
EDGEC_DEFINE_NONZERO(bool, uint8_t)

#endif
