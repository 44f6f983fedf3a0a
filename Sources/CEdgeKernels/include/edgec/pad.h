/* Padding at both ends of every axis. Semantics: ONNX Pad with non-negative pads. */
#ifndef EDGEC_PAD_H
#define EDGEC_PAD_H

#include "base.h"

/* What fills the border: a constant, the mirror image without the edge, the edge, or the other end. */
enum { EDGEC_PAD_CONSTANT, EDGEC_PAD_REFLECT, EDGEC_PAD_EDGE, EDGEC_PAD_WRAP };

/* The position within an axis of n elements that position i stands for, i possibly outside; -1 for the constant. */
EDGEC_FN int32_t edgec_pad_source(int32_t i, int32_t n, int32_t mode) {
  if (i >= 0 && i < n) return i;
  if (mode == EDGEC_PAD_CONSTANT || n == 0) return -1;
  if (mode == EDGEC_PAD_EDGE || n == 1) return i < 0 ? 0 : n - 1;
  const int32_t period = mode == EDGEC_PAD_WRAP ? n : 2 * (n - 1);
  const int32_t rest = i % period, phase = rest < 0 ? rest + period : rest;
  return phase < n ? phase : period - phase;
}

/* edgec_<dt>_pad, dt by element size: y[y_dims] is x[x_dims] with begins[d] elements before it along axis d and
 * y_dims[d] - begins[d] - x_dims[d] after it. value[1] fills the border in mode EDGEC_PAD_CONSTANT; it is also read
 * when an axis of x is empty. rank is 1 to EDGEC_MAX_RANK. */
#define EDGEC_DEFINE_PAD(dt)                                                                                      \
  EDGEC_FN void edgec_##dt##_pad_row(const edgec_##dt *x, edgec_##dt value, edgec_##dt *y, int32_t mode,          \
                                     int32_t n, int32_t y_n, int32_t begin) {                                     \
    if (n > 0) memcpy(y + begin, x, (size_t)n * sizeof *y);                                                       \
    for (int32_t i = 0; i < y_n; i = i + 1 == begin ? begin + n : i + 1) {                                        \
      const int32_t source = edgec_pad_source(i - begin, n, mode);                                                \
      y[i] = source < 0 ? value : x[source];                                                                      \
    }                                                                                                             \
  }                                                                                                               \
  EDGEC_FN void edgec_##dt##_pad(const void *x, const void *value, void *y, int32_t mode, int32_t rank,           \
                                 const int32_t *x_dims, const int32_t *y_dims, const int32_t *begins) {           \
    const int32_t outer = rank - 1, y_n = y_dims[outer];                                                          \
    const edgec_##dt fill = *(const edgec_##dt *)value;                                                           \
    edgec_##dt *to = (edgec_##dt *)y;                                                                             \
    int32_t index[EDGEC_MAX_RANK] = {0};                                                                          \
    if (edgec_count(rank, y_dims) == 0) return;                                                                   \
    do {                                                                                                          \
      int32_t row = 0, inside = 1;                                                                                \
      for (int32_t d = 0; d < outer; ++d) {                                                                       \
        const int32_t source = edgec_pad_source(index[d] - begins[d], x_dims[d], mode);                           \
        row = row * x_dims[d] + source;                                                                           \
        inside = inside && source >= 0;                                                                           \
      }                                                                                                           \
      if (inside) {                                                                                               \
        edgec_##dt##_pad_row((const edgec_##dt *)x + row * x_dims[outer], fill, to, mode, x_dims[outer], y_n,     \
                             begins[outer]);                                                                      \
      } else {                                                                                                    \
        for (int32_t i = 0; i < y_n; ++i) to[i] = fill;                                                           \
      }                                                                                                           \
      to += y_n;                                                                                                  \
    } while (edgec_next(index, outer, y_dims));                                                                   \
  }

EDGEC_DEFINE_PAD(x8)
EDGEC_DEFINE_PAD(x16)
EDGEC_DEFINE_PAD(x32)
EDGEC_DEFINE_PAD(x64)

#endif
