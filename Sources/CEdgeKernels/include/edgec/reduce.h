/* Reductions: sum, mean, max, min, prod. Semantics: the ONNX operators Reduce<kind>. Each comes in two forms:
 *
 *   NAME(x, y, outer, reduced, inner)   x[outer, reduced, inner] to y[outer, inner]
 *   NAME_strided(x, y, kept_rank, kept_dims, kept_strides, reduced_rank, reduced_dims, reduced_strides)
 *
 * In the second, y[kept_dims] is dense, and each of its elements reduces the elements of x at its offset by
 * kept_strides plus all offsets by reduced_strides. kept_rank is 0 to EDGEC_MAX_RANK, reduced_rank 1 to it.
 *
 * Integers wrap around; the mean of integers is truncated towards zero. max and min give NaN when any element is
 * NaN. Reducing nothing gives the neutral element (lowest and highest value for max and min), and for mean NaN or 0.
 */
#ifndef EDGEC_REDUCE_H
#define EDGEC_REDUCE_H

#include "lanes.h"

/* The two forms from `A NAME_step(A accumulated, T element)` and `T NAME_finish(A accumulated, int32_t count)`. */
#define EDGEC_DEFINE_REDUCTION(NAME, T, A, initial)                                                               \
  EDGEC_FN void NAME(const T *x, T *y, int32_t outer, int32_t reduced, int32_t inner) {                           \
    for (int32_t o = 0; o < outer; ++o, x += reduced * inner) {                                                   \
      for (int32_t j = 0; j < inner; ++j) {                                                                       \
        A accumulated = (initial);                                                                                \
        for (int32_t i = 0; i < reduced; ++i) accumulated = NAME##_step(accumulated, x[i * inner + j]);           \
        *y++ = NAME##_finish(accumulated, reduced);                                                               \
      }                                                                                                           \
    }                                                                                                             \
  }                                                                                                               \
  EDGEC_FN void NAME##_strided(const T *x, T *y, int32_t kept_rank, const int32_t *kept_dims,                     \
                               const int32_t *kept_strides, int32_t reduced_rank, const int32_t *reduced_dims,    \
                               const int32_t *reduced_strides) {                                                  \
    const int32_t count = edgec_count(reduced_rank, reduced_dims);                                                \
    int32_t kept[EDGEC_MAX_RANK] = {0}, reduced[EDGEC_MAX_RANK] = {0};                                            \
    if (edgec_count(kept_rank, kept_dims) == 0) return;                                                           \
    do {                                                                                                          \
      const T *first = x + edgec_offset(kept, kept_rank, kept_strides);                                           \
      A accumulated = (initial);                                                                                  \
      if (count > 0) {                                                                                            \
        do {                                                                                                      \
          accumulated = NAME##_step(accumulated, first[edgec_offset(reduced, reduced_rank, reduced_strides)]);    \
        } while (edgec_next(reduced, reduced_rank, reduced_dims));                                                \
      }                                                                                                           \
      *y++ = NAME##_finish(accumulated, count);                                                                   \
    } while (edgec_next(kept, kept_rank, kept_dims));                                                             \
  }

#define EDGEC_DEFINE_EXTREMES(dt, T, lowest, highest)                                                             \
  EDGEC_FN T edgec_##dt##_reduce_max_step(T m, T v) { return v > m || v != v ? v : m; }                           \
  EDGEC_FN T edgec_##dt##_reduce_min_step(T m, T v) { return v < m || v != v ? v : m; }                           \
  EDGEC_FN T edgec_##dt##_reduce_max_finish(T m, int32_t count) { return (void)count, m; }                        \
  EDGEC_FN T edgec_##dt##_reduce_min_finish(T m, int32_t count) { return (void)count, m; }                        \
  EDGEC_DEFINE_REDUCTION(edgec_##dt##_reduce_max, T, T, lowest)                                                   \
  EDGEC_DEFINE_REDUCTION(edgec_##dt##_reduce_min, T, T, highest)

EDGEC_DEFINE_EXTREMES(f32, float, -EDGEC_INFINITY, EDGEC_INFINITY)
EDGEC_DEFINE_EXTREMES(f64, double, -(double)EDGEC_INFINITY, (double)EDGEC_INFINITY)
EDGEC_DEFINE_EXTREMES(s8, int8_t, INT8_MIN, INT8_MAX)
EDGEC_DEFINE_EXTREMES(s16, int16_t, INT16_MIN, INT16_MAX)
EDGEC_DEFINE_EXTREMES(s32, int32_t, INT32_MIN, INT32_MAX)
EDGEC_DEFINE_EXTREMES(s64, int64_t, INT64_MIN, INT64_MAX)
EDGEC_DEFINE_EXTREMES(u8, uint8_t, 0, UINT8_MAX)
EDGEC_DEFINE_EXTREMES(u16, uint16_t, 0, UINT16_MAX)
EDGEC_DEFINE_EXTREMES(u32, uint32_t, 0, UINT32_MAX)
EDGEC_DEFINE_EXTREMES(u64, uint64_t, 0, UINT64_MAX)

/* Sums are computed modulo 2^64 in uint64_t; W is T's 64-bit type, in which the mean is divided. */
#define EDGEC_DEFINE_INTEGER_SUMS(dt, T, W)                                                                       \
  EDGEC_FN uint64_t edgec_##dt##_reduce_sum_step(uint64_t s, T v) { return s + (uint64_t)v; }                     \
  EDGEC_FN uint64_t edgec_##dt##_reduce_mean_step(uint64_t s, T v) { return s + (uint64_t)v; }                    \
  EDGEC_FN uint64_t edgec_##dt##_reduce_prod_step(uint64_t p, T v) { return p * (uint64_t)v; }                    \
  EDGEC_FN T edgec_##dt##_reduce_sum_finish(uint64_t s, int32_t count) { return (void)count, (T)s; }              \
  EDGEC_FN T edgec_##dt##_reduce_prod_finish(uint64_t p, int32_t count) { return (void)count, (T)p; }             \
  EDGEC_FN T edgec_##dt##_reduce_mean_finish(uint64_t s, int32_t count) {                                         \
    if (count == 0) return 0;                                                                                     \
    return (T)((W)s / (W)count);                                                                                  \
  }                                                                                                               \
  EDGEC_DEFINE_REDUCTION(edgec_##dt##_reduce_sum, T, uint64_t, 0)                                                 \
  EDGEC_DEFINE_REDUCTION(edgec_##dt##_reduce_mean, T, uint64_t, 0)                                                \
  EDGEC_DEFINE_REDUCTION(edgec_##dt##_reduce_prod, T, uint64_t, 1)

EDGEC_DEFINE_INTEGER_SUMS(s32, int32_t, int64_t)
EDGEC_DEFINE_INTEGER_SUMS(s64, int64_t, int64_t)
EDGEC_DEFINE_INTEGER_SUMS(u32, uint32_t, uint64_t)
EDGEC_DEFINE_INTEGER_SUMS(u64, uint64_t, uint64_t)

EDGEC_FN float edgec_f32_reduce_prod_step(float p, float v) { return p * v; }
EDGEC_FN float edgec_f32_reduce_prod_finish(float p, int32_t count) { return (void)count, p; }
EDGEC_DEFINE_REDUCTION(edgec_f32_reduce_prod, float, float, 1.0f)

EDGEC_FN double edgec_f64_reduce_prod_step(double p, double v) { return p * v; }
EDGEC_FN double edgec_f64_reduce_prod_finish(double p, int32_t count) { return (void)count, p; }
EDGEC_FN double edgec_f64_reduce_sum_step(double s, double v) { return s + v; }
EDGEC_FN double edgec_f64_reduce_sum_finish(double s, int32_t count) { return (void)count, s; }
EDGEC_FN double edgec_f64_reduce_mean_step(double s, double v) { return s + v; }
EDGEC_FN double edgec_f64_reduce_mean_finish(double s, int32_t count) { return s / count; }
EDGEC_DEFINE_REDUCTION(edgec_f64_reduce_prod, double, double, 1.0)
EDGEC_DEFINE_REDUCTION(edgec_f64_reduce_sum, double, double, 0.0)
EDGEC_DEFINE_REDUCTION(edgec_f64_reduce_mean, double, double, 0.0)

#endif
