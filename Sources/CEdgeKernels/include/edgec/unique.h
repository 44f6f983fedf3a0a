/* The different slices along one axis. Semantics: ONNX Unique. */
#ifndef EDGEC_UNIQUE_H
#define EDGEC_UNIQUE_H

#include "base.h"

/* edgec_<dt>_unique: the different slices of x[outer, axis, inner] in y of the same shape, for each the position where
 * it is first in x (indices) and how often it is there (counts); inverse tells for each slice of x which one it is, and
 * *count how many there are. What follows them is zero. They are in ascending order, compared element by element with
 * NaN after all numbers, or, where sorted is 0, in the order in which they are first met. order has room for
 * 2 * axis integers. */
#define EDGEC_DEFINE_UNIQUE(dt, T)                                                                                \
  EDGEC_FN int32_t edgec_##dt##_compare_slices(const T *x, int32_t a, int32_t b, int32_t outer, int32_t axis,     \
                                               int32_t inner) {                                                   \
    for (int32_t o = 0; o < outer; ++o) {                                                                         \
      for (int32_t i = 0; i < inner; ++i) {                                                                       \
        const T p = x[(o * axis + a) * inner + i], q = x[(o * axis + b) * inner + i];                             \
        if (p == q || (p != p && q != q)) continue;                                                               \
        return q != q || p < q ? -1 : 1;                                                                          \
      }                                                                                                           \
    }                                                                                                             \
    return 0;                                                                                                     \
  }                                                                                                               \
  /* The first of the n ordered slices that does not come before slice i. */                                      \
  EDGEC_FN int32_t edgec_##dt##_rank_slice(const T *x, const int32_t *order, int32_t n, int32_t i, int32_t outer, \
                                           int32_t axis, int32_t inner) {                                         \
    int32_t low = 0, high = n;                                                                                    \
    while (low < high) {                                                                                          \
      const int32_t middle = low + (high - low) / 2;                                                              \
      if (edgec_##dt##_compare_slices(x, order[middle], i, outer, axis, inner) < 0) {                             \
        low = middle + 1;                                                                                         \
      } else {                                                                                                    \
        high = middle;                                                                                            \
      }                                                                                                           \
    }                                                                                                             \
    return low;                                                                                                   \
  }                                                                                                               \
  EDGEC_FN void edgec_##dt##_unique(const T *x, T *y, int64_t *indices, int64_t *inverse, int64_t *counts,        \
                                    int64_t *count, void *scratch, int32_t outer, int32_t axis, int32_t inner,    \
                                    int32_t sorted) {                                                             \
    int32_t *const order = (int32_t *)scratch, *const place = order + axis;                                       \
    int32_t found = 0, next = 0;                                                                                  \
    for (int32_t i = 0; i < axis; ++i) {                                                                          \
      const int32_t r = edgec_##dt##_rank_slice(x, order, found, i, outer, axis, inner);                          \
      if (r < found && edgec_##dt##_compare_slices(x, order[r], i, outer, axis, inner) == 0) continue;            \
      memmove(order + r + 1, order + r, (size_t)(found - r) * sizeof *order);                                     \
      order[r] = i;                                                                                               \
      ++found;                                                                                                    \
    }                                                                                                             \
    memset(indices, 0, (size_t)axis * sizeof *indices);                                                           \
    memset(counts, 0, (size_t)axis * sizeof *counts);                                                             \
    for (int32_t i = 0; i < axis; ++i) {                                                                          \
      const int32_t r = edgec_##dt##_rank_slice(x, order, found, i, outer, axis, inner);                          \
      if (order[r] == i) {                                                                                        \
        place[r] = sorted ? r : next;                                                                             \
        ++next;                                                                                                   \
        indices[place[r]] = i;                                                                                    \
      }                                                                                                           \
      inverse[i] = place[r];                                                                                      \
      ++counts[place[r]];                                                                                         \
    }                                                                                                             \
    for (int32_t o = 0; o < outer; ++o, y += axis * inner) {                                                      \
      for (int32_t p = 0; p < found; ++p) {                                                                       \
        memcpy(y + p * inner, x + (o * axis + (int32_t)indices[p]) * inner, (size_t)inner * sizeof *y);           \
      }                                                                                                           \
      memset(y + found * inner, 0, (size_t)(axis - found) * (size_t)inner * sizeof *y);                           \
    }                                                                                                             \
    *count = found;                                                                                               \
  }

EDGEC_DEFINE_UNIQUE(f32, float)
EDGEC_DEFINE_UNIQUE(f64, double)
EDGEC_DEFINE_UNIQUE(s8, int8_t)
EDGEC_DEFINE_UNIQUE(s16, int16_t)
EDGEC_DEFINE_UNIQUE(s32, int32_t)
EDGEC_DEFINE_UNIQUE(s64, int64_t)
EDGEC_DEFINE_UNIQUE(u8, uint8_t)
EDGEC_DEFINE_UNIQUE(u16, uint16_t)
EDGEC_DEFINE_UNIQUE(u32, uint32_t)
EDGEC_DEFINE_UNIQUE(u64, uint64_t)

#endif
