/* The position of the largest or smallest element along one axis. Semantics: ONNX ArgMax and ArgMin. */
#ifndef EDGEC_ARG_REDUCE_H
#define EDGEC_ARG_REDUCE_H

#include "base.h"

/* edgec_<dt>_argmax_<index type> and _argmin_: x[outer, axis, inner] to y[outer, inner], axis > 0. Among equal
 * elements the first wins, or with last != 0 the last. A NaN counts as the extreme. */
#define EDGEC_DEFINE_ARG_REDUCE(NAME, T, index_t, op)                                                             \
  EDGEC_FN void NAME(const T *x, index_t *y, int32_t outer, int32_t axis, int32_t inner, int32_t last) {          \
    for (int32_t o = 0; o < outer; ++o, x += axis * inner) {                                                      \
      for (int32_t j = 0; j < inner; ++j) {                                                                       \
        int32_t best = 0;                                                                                         \
        T extreme = x[j];                                                                                         \
        for (int32_t i = 1; i < axis; ++i) {                                                                      \
          const T v = x[i * inner + j];                                                                           \
          const int v_is_nan = v != v, extreme_is_nan = extreme != extreme;                                       \
          const int equal = v == extreme || (v_is_nan && extreme_is_nan);                                         \
          if (equal ? last : v_is_nan || (!extreme_is_nan && v op extreme)) {                                     \
            best = i;                                                                                             \
            extreme = v;                                                                                          \
          }                                                                                                       \
        }                                                                                                         \
        *y++ = best;                                                                                              \
      }                                                                                                           \
    }                                                                                                             \
  }

#define EDGEC_DEFINE_ARG_REDUCES(dt, T)                                                                           \
  EDGEC_DEFINE_ARG_REDUCE(edgec_##dt##_argmax_s32, T, int32_t, >)                                                 \
  EDGEC_DEFINE_ARG_REDUCE(edgec_##dt##_argmin_s32, T, int32_t, <)                                                 \
  EDGEC_DEFINE_ARG_REDUCE(edgec_##dt##_argmax_s64, T, int64_t, >)                                                 \
  EDGEC_DEFINE_ARG_REDUCE(edgec_##dt##_argmin_s64, T, int64_t, <)

EDGEC_DEFINE_ARG_REDUCES(f32, float)
EDGEC_DEFINE_ARG_REDUCES(f64, double)
EDGEC_DEFINE_ARG_REDUCES(s8, int8_t)
EDGEC_DEFINE_ARG_REDUCES(s16, int16_t)
EDGEC_DEFINE_ARG_REDUCES(s32, int32_t)
EDGEC_DEFINE_ARG_REDUCES(s64, int64_t)
EDGEC_DEFINE_ARG_REDUCES(u8, uint8_t)
EDGEC_DEFINE_ARG_REDUCES(u16, uint16_t)
EDGEC_DEFINE_ARG_REDUCES(u32, uint32_t)
EDGEC_DEFINE_ARG_REDUCES(u64, uint64_t)

#endif
