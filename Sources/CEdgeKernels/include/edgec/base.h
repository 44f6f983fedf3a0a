/* What every kernel family shares: the function attribute, infinity, clamping, and walking strided tensors.
 *
 * Conventions of all kernels. Tensors are dense and row-major unless strides are given; image tensors are
 * channels-last (NHWC). Strides and offsets count elements. The element count of every tensor is below 2^31.
 * Any extent may be zero. bool is uint8_t holding 0 or 1. Pointers need the alignment of their element type only.
 * Unless a kernel says otherwise, outputs must not overlap inputs.
 */
#ifndef EDGEC_BASE_H
#define EDGEC_BASE_H

#include <stdint.h>
#include <string.h>

#if defined(__GNUC__)
#define EDGEC_FN static inline __attribute__((unused))
#define EDGEC_INFINITY __builtin_inff()
#else
#define EDGEC_FN static inline
#define EDGEC_INFINITY ((float)(1e300 * 1e300))
#endif

/* Elements by size, for kernels that move data of any type; such kernels take void pointers. These types may alias
 * all others. */
#if defined(__GNUC__)
typedef uint16_t __attribute__((may_alias)) edgec_x16;
typedef uint32_t __attribute__((may_alias)) edgec_x32;
typedef uint64_t __attribute__((may_alias)) edgec_x64;
#else
typedef uint16_t edgec_x16;
typedef uint32_t edgec_x32;
typedef uint64_t edgec_x64;
#endif
typedef uint8_t edgec_x8;

/* The largest rank that kernels with dims and strides accept. */
#define EDGEC_MAX_RANK 6

EDGEC_FN int32_t edgec_min(int32_t a, int32_t b) { return a < b ? a : b; }
EDGEC_FN int32_t edgec_max(int32_t a, int32_t b) { return a > b ? a : b; }

/* The largest multiple of 4 that is not above n >= 0. Loops over blocks of four end there, so that the loop over the
 * rest disappears where n is a literal multiple of 4. */
EDGEC_FN int32_t edgec_fours(int32_t n) { return n - n % 4; }

/* Limits v to [lo, hi]; NaN stays NaN. A literal infinite bound costs nothing. */
EDGEC_FN float edgec_f32_clamp(float v, float lo, float hi) {
  v = lo > -EDGEC_INFINITY && v < lo ? lo : v;
  return hi < EDGEC_INFINITY && v > hi ? hi : v;
}

/* The number of elements of a tensor. */
EDGEC_FN int32_t edgec_count(int32_t rank, const int32_t *dims) {
  int32_t count = 1;
  for (int32_t d = 0; d < rank; ++d) count *= dims[d];
  return count;
}

/* Moves index to its successor in row-major order; 0 when it was the last one (index is all zeros again then). */
EDGEC_FN int edgec_next(int32_t *index, int32_t rank, const int32_t *dims) {
  for (int32_t d = rank - 1; d >= 0; --d) {
    if (++index[d] < dims[d]) return 1;
    index[d] = 0;
  }
  return 0;
}

/* Where the element at index lies. */
EDGEC_FN int32_t edgec_offset(const int32_t *index, int32_t rank, const int32_t *strides) {
  int32_t offset = 0;
  for (int32_t d = 0; d < rank; ++d) offset += index[d] * strides[d];
  return offset;
}

/* The taps of a sliding window that lie inside [low, high): those t in 0..<kernel with
 * low <= origin + t * dilation < high are *begin..<*end, which is empty when none does. */
EDGEC_FN void edgec_window(int32_t origin, int32_t kernel, int32_t dilation, int32_t low, int32_t high,
                           int32_t *begin, int32_t *end) {
  const int32_t first = origin < low ? (low - origin + dilation - 1) / dilation : 0;
  const int32_t last = origin < high ? (high - origin + dilation - 1) / dilation : 0;
  *end = edgec_min(kernel, last);
  *begin = edgec_min(first, *end);
}

#endif
