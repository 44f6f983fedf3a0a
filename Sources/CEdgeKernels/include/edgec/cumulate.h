/* Running sums and products along one axis. Semantics: ONNX CumSum and CumProd. */
#ifndef EDGEC_CUMULATE_H
#define EDGEC_CUMULATE_H

#include "base.h"

/* edgec_<dt>_cumulate_sum and _prod: x[outer, axis, inner] to y of the same shape, where element i along the axis
 * combines those up to i, without i itself if exclusive != 0; from the end down to i if reverse != 0. acc_t holds the
 * running result: float accumulates in double, integers wrap around in an unsigned type. y may be x. */
#define EDGEC_DEFINE_CUMULATION(NAME, T, acc_t, identity, op)                                                     \
  EDGEC_FN void NAME(const T *x, T *y, int32_t outer, int32_t axis, int32_t inner, int32_t exclusive,             \
                     int32_t reverse) {                                                                           \
    for (int32_t o = 0; o < outer; ++o) {                                                                         \
      for (int32_t j = 0; j < inner; ++j) {                                                                       \
        acc_t running = identity;                                                                                 \
        for (int32_t step = 0; step < axis; ++step) {                                                             \
          const int32_t i = (o * axis + (reverse ? axis - 1 - step : step)) * inner + j;                          \
          const acc_t v = (acc_t)x[i], next = running op v;                                                       \
          y[i] = (T)(exclusive ? running : next);                                                                 \
          running = next;                                                                                         \
        }                                                                                                         \
      }                                                                                                           \
    }                                                                                                             \
  }

#define EDGEC_DEFINE_CUMULATIONS(dt, T, acc_t)                                                                    \
  EDGEC_DEFINE_CUMULATION(edgec_##dt##_cumulate_sum, T, acc_t, 0, +)                                              \
  EDGEC_DEFINE_CUMULATION(edgec_##dt##_cumulate_prod, T, acc_t, 1, *)

EDGEC_DEFINE_CUMULATIONS(f32, float, double)
EDGEC_DEFINE_CUMULATIONS(f64, double, double)
EDGEC_DEFINE_CUMULATIONS(s8, int8_t, uint32_t)
EDGEC_DEFINE_CUMULATIONS(s16, int16_t, uint32_t)
EDGEC_DEFINE_CUMULATIONS(s32, int32_t, uint32_t)
EDGEC_DEFINE_CUMULATIONS(s64, int64_t, uint64_t)
EDGEC_DEFINE_CUMULATIONS(u8, uint8_t, uint32_t)
EDGEC_DEFINE_CUMULATIONS(u16, uint16_t, uint32_t)
EDGEC_DEFINE_CUMULATIONS(u32, uint32_t, uint32_t)
EDGEC_DEFINE_CUMULATIONS(u64, uint64_t, uint64_t)

#endif
