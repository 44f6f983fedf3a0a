/* Sampling a tensor anew along several axes. Semantics: ONNX Resize; where the samples lie and what they count is in
 * tables.
 */
#ifndef EDGEC_RESIZE_H
#define EDGEC_RESIZE_H

#include "base.h"

/* x[outer, block], y[outer, dims, inner]: the sampled axes are rank axes, 1 to EDGEC_MAX_RANK, of which block is the
 * size in x, with inner elements behind them that are sampled alike.
 *
 * edgec_<dt>_resize_nearest, dt by element size: offsets has for each position of each axis, axis after axis, how far
 * into a block its element lies; along several axes they add up. */
#define EDGEC_DEFINE_RESIZE_NEAREST(dt)                                                                           \
  EDGEC_FN void edgec_##dt##_resize_nearest(const void *x, void *y, int32_t outer, int32_t block, int32_t rank,   \
                                            const int32_t *dims, const int32_t *offsets, int32_t inner) {         \
    const edgec_##dt *from = (const edgec_##dt *)x;                                                               \
    edgec_##dt *to = (edgec_##dt *)y;                                                                             \
    for (int32_t o = 0; o < outer; ++o, from += block) {                                                          \
      int32_t index[EDGEC_MAX_RANK] = {0};                                                                        \
      do {                                                                                                        \
        const int32_t *table = offsets;                                                                           \
        int32_t offset = 0;                                                                                       \
        for (int32_t d = 0; d < rank; table += dims[d], ++d) offset += table[index[d]];                           \
        for (int32_t i = 0; i < inner; ++i) to[i] = from[offset + i];                                             \
        to += inner;                                                                                              \
      } while (edgec_next(index, rank, dims));                                                                    \
    }                                                                                                             \
  }                                                                                                               \
  EDGEC_FN void edgec_##dt##_fill_outside(void *y, const void *value, int32_t outer, int32_t n, int32_t inner,    \
                                          int32_t begin, int32_t end) {                                           \
    edgec_##dt *to = (edgec_##dt *)y;                                                                             \
    for (int32_t o = 0; o < outer; ++o, to += n * inner) {                                                        \
      for (int32_t i = 0; i < n * inner; ++i) {                                                                   \
        if (i < begin * inner || i >= end * inner) to[i] = *(const edgec_##dt *)value;                            \
      }                                                                                                           \
    }                                                                                                             \
  }

/* edgec_<dt>_fill_outside(y[outer, n, inner], value[1], ..., begin, end) writes value to the positions of the middle
 * axis that are not in begin..<end. */
EDGEC_DEFINE_RESIZE_NEAREST(x8)
EDGEC_DEFINE_RESIZE_NEAREST(x16)
EDGEC_DEFINE_RESIZE_NEAREST(x32)
EDGEC_DEFINE_RESIZE_NEAREST(x64)

/* Adds up the tables' entries for one tap of the position index: its place in the block, and the product of the
 * weights. Axis d has counts[d] taps for each of its dims[d] positions. */
#define EDGEC_DEFINE_RESIZE_TAP(dt, type)                                                                         \
  EDGEC_FN type edgec_##dt##_resize_tap(int32_t rank, const int32_t *dims, const int32_t *counts,                 \
                                        const int32_t *offsets, const type *weights, const int32_t *index,        \
                                        const int32_t *tap, int32_t *offset) {                                    \
    type weight = 1;                                                                                              \
    *offset = 0;                                                                                                  \
    for (int32_t d = 0; d < rank; ++d) {                                                                          \
      const int32_t at = index[d] * counts[d] + tap[d];                                                           \
      *offset += offsets[at];                                                                                     \
      weight *= weights[at];                                                                                      \
      offsets += dims[d] * counts[d];                                                                             \
      weights += dims[d] * counts[d];                                                                             \
    }                                                                                                             \
    return weight;                                                                                                \
  }

/* edgec_<dt>_resize: the sum of the taps' elements, each times its weight. Taps of weight 0 fill up the tables and
 * are not read. */
#define EDGEC_DEFINE_RESIZE(dt, type)                                                                             \
  EDGEC_DEFINE_RESIZE_TAP(dt, type)                                                                               \
  EDGEC_FN void edgec_##dt##_resize(const type *x, type *y, int32_t outer, int32_t block, int32_t rank,           \
                                    const int32_t *dims, const int32_t *counts, const int32_t *offsets,           \
                                    const type *weights, int32_t inner) {                                         \
    for (int32_t o = 0; o < outer; ++o, x += block) {                                                             \
      int32_t index[EDGEC_MAX_RANK] = {0};                                                                        \
      do {                                                                                                        \
        int32_t tap[EDGEC_MAX_RANK] = {0}, offset;                                                                \
        for (int32_t i = 0; i < inner; ++i) y[i] = 0;                                                             \
        do {                                                                                                      \
          const type weight =                                                                                     \
              edgec_##dt##_resize_tap(rank, dims, counts, offsets, weights, index, tap, &offset);                 \
          if (weight < 0 || weight > 0) {                                                                         \
            for (int32_t i = 0; i < inner; ++i) y[i] += weight * x[offset + i];                                   \
          }                                                                                                       \
        } while (edgec_next(tap, rank, counts));                                                                  \
        y += inner;                                                                                               \
      } while (edgec_next(index, rank, dims));                                                                    \
    }                                                                                                             \
  }

EDGEC_DEFINE_RESIZE(f32, float)
EDGEC_DEFINE_RESIZE(f64, double)

/* v rounded to the nearest integer, ties to even; numbers too large to have a fraction stay. */
EDGEC_FN double edgec_f64_round_even(double v) {
  const double magic = 6755399441055744.0;
  if (!(v < 2251799813685248.0 && v > -2251799813685248.0)) return v;
  const double shifted = v + magic;
  return shifted - magic;
}

/* As above for integers: sums in double, rounded to the nearest, ties to even, and saturated. */
#define EDGEC_DEFINE_RESIZE_INTEGER(dt, type, low, high)                                                          \
  EDGEC_FN void edgec_##dt##_resize(const type *x, type *y, int32_t outer, int32_t block, int32_t rank,           \
                                    const int32_t *dims, const int32_t *counts, const int32_t *offsets,           \
                                    const double *weights, int32_t inner) {                                       \
    for (int32_t o = 0; o < outer; ++o, x += block) {                                                             \
      int32_t index[EDGEC_MAX_RANK] = {0};                                                                        \
      do {                                                                                                        \
        for (int32_t i = 0; i < inner; ++i) {                                                                     \
          int32_t tap[EDGEC_MAX_RANK] = {0}, offset;                                                              \
          double sum = 0.0;                                                                                       \
          do {                                                                                                    \
            const double weight =                                                                                 \
                edgec_f64_resize_tap(rank, dims, counts, offsets, weights, index, tap, &offset);                  \
            if (weight < 0 || weight > 0) sum += weight * (double)x[offset + i];                                  \
          } while (edgec_next(tap, rank, counts));                                                                \
          sum = edgec_f64_round_even(sum);                                                                        \
          *y++ = sum >= (double)(high) ? (high) : sum > (double)(low) ? (type)sum : (low);                        \
        }                                                                                                         \
      } while (edgec_next(index, rank, dims));                                                                    \
    }                                                                                                             \
  }

EDGEC_DEFINE_RESIZE_INTEGER(s8, int8_t, INT8_MIN, INT8_MAX)
EDGEC_DEFINE_RESIZE_INTEGER(s16, int16_t, INT16_MIN, INT16_MAX)
EDGEC_DEFINE_RESIZE_INTEGER(s32, int32_t, INT32_MIN, INT32_MAX)
EDGEC_DEFINE_RESIZE_INTEGER(s64, int64_t, INT64_MIN, INT64_MAX)
EDGEC_DEFINE_RESIZE_INTEGER(u8, uint8_t, 0, UINT8_MAX)
EDGEC_DEFINE_RESIZE_INTEGER(u16, uint16_t, 0, UINT16_MAX)
EDGEC_DEFINE_RESIZE_INTEGER(u32, uint32_t, 0, UINT32_MAX)
EDGEC_DEFINE_RESIZE_INTEGER(u64, uint64_t, 0, UINT64_MAX)

#endif
