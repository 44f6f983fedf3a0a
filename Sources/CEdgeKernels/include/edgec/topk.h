/* The largest or smallest elements along one axis. Semantics: ONNX TopK. */
#ifndef EDGEC_TOPK_H
#define EDGEC_TOPK_H

#include "base.h"

/* edgec_<dt>_topk: of x[outer, axis, inner] the k <= axis most extreme elements along the axis, the largest ones where
 * largest is not 0, in y[outer, k, inner], the most extreme first, and their positions in the like indices. Of equal
 * elements the first comes first; NaN is larger than all numbers.
 *
 * The k best so far are a heap in y, the worst at its root. */
#define EDGEC_DEFINE_TOPK(dt, T)                                                                                  \
  EDGEC_FN int edgec_##dt##_topk_precedes(T a, int64_t i, T b, int64_t j, int32_t largest) {                      \
    if (a == b || (a != a && b != b)) return i < j;                                                               \
    return (b != b || a < b) != (largest != 0);                                                                   \
  }                                                                                                               \
  /* Puts an element where it belongs at or below the root of a heap of n elements that lie stride apart. */      \
  EDGEC_FN void edgec_##dt##_topk_sift(T *y, int64_t *indices, int32_t root, int32_t n, int32_t stride, T v,      \
                                       int64_t position, int32_t largest) {                                       \
    for (;;) {                                                                                                    \
      int32_t child = 2 * root + 1;                                                                               \
      if (child >= n) break;                                                                                      \
      if (child + 1 < n && edgec_##dt##_topk_precedes(y[child * stride], indices[child * stride],                 \
                                                      y[(child + 1) * stride], indices[(child + 1) * stride],     \
                                                      largest)) {                                                 \
        ++child;                                                                                                  \
      }                                                                                                           \
      if (!edgec_##dt##_topk_precedes(v, position, y[child * stride], indices[child * stride], largest)) break;   \
      y[root * stride] = y[child * stride];                                                                       \
      indices[root * stride] = indices[child * stride];                                                           \
      root = child;                                                                                               \
    }                                                                                                             \
    y[root * stride] = v;                                                                                         \
    indices[root * stride] = position;                                                                            \
  }                                                                                                               \
  EDGEC_FN void edgec_##dt##_topk(const T *x, T *y, int64_t *indices, int32_t outer, int32_t axis, int32_t inner, \
                                  int32_t k, int32_t largest) {                                                   \
    if (k == 0) return;                                                                                           \
    for (int32_t o = 0; o < outer; ++o, x += axis * inner, y += k * inner, indices += k * inner) {                \
      for (int32_t c = 0; c < inner; ++c) {                                                                       \
        T *const best = y + c;                                                                                    \
        int64_t *const where = indices + c;                                                                       \
        for (int32_t i = 0; i < k; ++i) {                                                                         \
          best[i * inner] = x[i * inner + c];                                                                     \
          where[i * inner] = i;                                                                                   \
        }                                                                                                         \
        for (int32_t i = k / 2 - 1; i >= 0; --i) {                                                                \
          edgec_##dt##_topk_sift(best, where, i, k, inner, best[i * inner], where[i * inner], largest);           \
        }                                                                                                         \
        for (int32_t i = k; i < axis; ++i) {                                                                      \
          const T v = x[i * inner + c];                                                                           \
          if (edgec_##dt##_topk_precedes(v, i, *best, *where, largest)) {                                         \
            edgec_##dt##_topk_sift(best, where, 0, k, inner, v, i, largest);                                      \
          }                                                                                                       \
        }                                                                                                         \
        for (int32_t n = k - 1; n > 0; --n) {                                                                     \
          const T v = best[n * inner];                                                                            \
          const int64_t position = where[n * inner];                                                              \
          best[n * inner] = *best;                                                                                \
          where[n * inner] = *where;                                                                              \
          edgec_##dt##_topk_sift(best, where, 0, n, inner, v, position, largest);                                 \
        }                                                                                                         \
      }                                                                                                           \
    }                                                                                                             \
  }

EDGEC_DEFINE_TOPK(f32, float)
EDGEC_DEFINE_TOPK(f64, double)
EDGEC_DEFINE_TOPK(s8, int8_t)
EDGEC_DEFINE_TOPK(s16, int16_t)
EDGEC_DEFINE_TOPK(s32, int32_t)
EDGEC_DEFINE_TOPK(s64, int64_t)
EDGEC_DEFINE_TOPK(u8, uint8_t)
EDGEC_DEFINE_TOPK(u16, uint16_t)
EDGEC_DEFINE_TOPK(u32, uint32_t)
EDGEC_DEFINE_TOPK(u64, uint64_t)

#endif
