/* Sampling an image at given points. Semantics: ONNX GridSample, channels-last. */
#ifndef EDGEC_GRID_SAMPLE_H
#define EDGEC_GRID_SAMPLE_H

#include <math.h>

#include "base.h"

enum { EDGEC_SAMPLE_NEAREST, EDGEC_SAMPLE_LINEAR, EDGEC_SAMPLE_CUBIC };
enum { EDGEC_SAMPLE_ZEROS, EDGEC_SAMPLE_BORDER, EDGEC_SAMPLE_REFLECTION };

/* edgec_<dt>_reflect: v mirrored at low and high until it lies between them.
 *
 * edgec_<dt>_sample_taps: the positions on an axis of n > 0 elements that a coordinate between -1 and 1 takes its
 * value from, with their weights; -1 is a position outside. Returns how many there are, at most 4. */
#define EDGEC_DEFINE_SAMPLE_TAPS(dt, type, f)                                                                     \
  EDGEC_FN type edgec_##dt##_reflect(type v, type low, type high) {                                               \
    const type range = high - low, distance = v < low ? low - v : v - high;                                       \
    if (v >= low && v <= high) return v;                                                                          \
    if (!(range > 0)) return low;                                                                                 \
    const type turns = floor##f(distance / range), rest = distance - turns * range;                               \
    const int even = !(turns - 2 * floor##f(turns / 2) > 0);                                                      \
    v = even == (v < low) ? low + rest : high - rest;                                                             \
    return v == v ? v : low;                                                                                      \
  }                                                                                                               \
  EDGEC_FN type edgec_##dt##_limit(type v, type low, type high) { return v < low ? low : v > high ? high : v; }   \
  EDGEC_FN int32_t edgec_##dt##_sample_weights(int32_t mode, type rest, type *weights) {                          \
    const type a = (type)-0.75, b = rest + 1, c = 1 - rest, d = 2 - rest;                                         \
    weights[0] = mode == EDGEC_SAMPLE_LINEAR ? 1 - rest : 1;                                                      \
    weights[1] = rest;                                                                                            \
    if (mode != EDGEC_SAMPLE_CUBIC) return mode == EDGEC_SAMPLE_LINEAR ? 2 : 1;                                   \
    weights[0] = ((a * b - 5 * a) * b + 8 * a) * b - 4 * a;                                                       \
    weights[1] = ((a + 2) * rest - (a + 3)) * rest * rest + 1;                                                    \
    weights[2] = ((a + 2) * c - (a + 3)) * c * c + 1;                                                             \
    weights[3] = ((a * d - 5 * a) * d + 8 * a) * d - 4 * a;                                                       \
    return 4;                                                                                                     \
  }                                                                                                               \
  EDGEC_FN int32_t edgec_##dt##_sample_taps(type v, int32_t n, int32_t mode, int32_t padding,                     \
                                            int32_t align_corners, int32_t *positions, type *weights) {           \
    const type length = (type)n, low = align_corners ? 0 : (type)-0.5;                                            \
    const type high = align_corners ? length - 1 : length - (type)0.5;                                            \
    v = align_corners ? (v + 1) / 2 * (length - 1) : ((v + 1) * length - 1) / 2;                                  \
    if (v != v) v = 0;                                                                                            \
    if (mode == EDGEC_SAMPLE_NEAREST) v = rint##f(v);                                                             \
    if (v < low || v > high) {                                                                                    \
      v = padding == EDGEC_SAMPLE_ZEROS    ? edgec_##dt##_limit(v, -4, length + 4)                                \
          : padding == EDGEC_SAMPLE_BORDER ? edgec_##dt##_limit(v, 0, length - 1)                                 \
                                           : edgec_##dt##_reflect(v, low, high);                                  \
    }                                                                                                             \
    const type base = floor##f(v);                                                                                \
    const int32_t count = edgec_##dt##_sample_weights(mode, v - base, weights);                                   \
    for (int32_t t = 0; t < count; ++t) {                                                                         \
      type place = base + (type)(mode == EDGEC_SAMPLE_CUBIC ? t - 1 : t);                                         \
      if (padding == EDGEC_SAMPLE_REFLECTION) place = edgec_##dt##_reflect(place, low, high);                     \
      const int outside = padding == EDGEC_SAMPLE_ZEROS && !(place >= 0 && place < length);                       \
      positions[t] = outside ? -1 : (int32_t)edgec_##dt##_limit(place, 0, length - 1);                            \
    }                                                                                                             \
    return count;                                                                                                 \
  }

/* x[batch, dims, c], grid[batch, points, rank], y[batch, points, c]; rank is 1 to EDGEC_MAX_RANK. */
#define EDGEC_DEFINE_GRID_SAMPLE(dt, type, f)                                                                     \
  EDGEC_DEFINE_SAMPLE_TAPS(dt, type, f)                                                                           \
  EDGEC_FN void edgec_##dt##_grid_sample(const type *x, const type *grid, type *y, int32_t batch, int32_t c,      \
                                         int32_t rank, const int32_t *dims, int32_t points, int32_t mode,         \
                                         int32_t padding, int32_t align_corners) {                                \
    const int32_t image = edgec_count(rank, dims) * c;                                                            \
    for (int32_t p = 0; p < batch * points; ++p, grid += rank, y += c) {                                          \
      const type *from = x + p / points * image;                                                                  \
      int32_t counts[EDGEC_MAX_RANK], positions[EDGEC_MAX_RANK][4], tap[EDGEC_MAX_RANK] = {0};                    \
      type weights[EDGEC_MAX_RANK][4];                                                                            \
      for (int32_t d = 0; d < rank; ++d) {                                                                        \
        counts[d] = edgec_##dt##_sample_taps(grid[rank - 1 - d], dims[d], mode, padding, align_corners,           \
                                             positions[d], weights[d]);                                           \
      }                                                                                                           \
      for (int32_t i = 0; i < c; ++i) y[i] = 0;                                                                   \
      do {                                                                                                        \
        type weight = 1;                                                                                          \
        int32_t pixel = 0, inside = 1;                                                                            \
        for (int32_t d = 0; d < rank; ++d) {                                                                      \
          weight *= weights[d][tap[d]];                                                                           \
          inside = inside && positions[d][tap[d]] >= 0;                                                           \
          pixel = pixel * dims[d] + positions[d][tap[d]];                                                         \
        }                                                                                                         \
        for (int32_t i = 0; inside && i < c; ++i) y[i] += weight * from[pixel * c + i];                           \
      } while (edgec_next(tap, rank, counts));                                                                    \
    }                                                                                                             \
  }

EDGEC_DEFINE_GRID_SAMPLE(f32, float, f)
EDGEC_DEFINE_GRID_SAMPLE(f64, double, )

#endif
