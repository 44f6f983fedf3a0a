/* Pooling over any number of spatial axes, channels-last. Semantics: ONNX MaxPool and AveragePool; ceil_mode is
 * expressed by y_dims.
 */
#ifndef EDGEC_POOL_H
#define EDGEC_POOL_H

#include "window.h"

/* The number of a pixel of an image of size dims when the first axis is counted fastest instead of the last. */
EDGEC_FN int32_t edgec_column_major(int32_t pixel, int32_t rank, const int32_t *dims) {
  int32_t stride = edgec_count(rank, dims), result = 0;
  for (int32_t d = rank - 1; d >= 0; --d) {
    stride /= dims[d];
    result += pixel % dims[d] * stride;
    pixel /= dims[d];
  }
  return result;
}

/* x[batch, x_dims, c], y[batch, y_dims, c] = the largest tap inside the image; NaN wins, and a window without a tap
 * inside gives the lowest number. places, which may be NULL, has the shape of y: where the first of the largest taps
 * lies in the tensor [batch, c, x_dims], with column_major in one whose spatial axes are reversed. */
#define EDGEC_DEFINE_MAX_POOL(dt, type, lowest)                                                                   \
  EDGEC_FN void edgec_##dt##_max_pool(const type *x, type *y, int64_t *places, int32_t batch, int32_t c,          \
                                      int32_t rank, const int32_t *x_dims, const int32_t *y_dims,                 \
                                      const int32_t *kernel, const int32_t *strides, const int32_t *dilations,    \
                                      const int32_t *pads, int32_t column_major) {                                \
    const int32_t image = edgec_count(rank, x_dims), windows = edgec_count(rank, y_dims);                         \
    for (int32_t b = 0; windows > 0 && b < batch; ++b, x += image * c) {                                          \
      int32_t index[EDGEC_MAX_RANK] = {0};                                                                        \
      do {                                                                                                        \
        int32_t tap[EDGEC_MAX_RANK] = {0}, first = 1;                                                             \
        for (int32_t i = 0; i < c; ++i) {                                                                         \
          y[i] = (lowest);                                                                                        \
          if (places) places[i] = 0;                                                                              \
        }                                                                                                         \
        do {                                                                                                      \
          const int32_t pixel = edgec_window_pixel(rank, index, tap, x_dims, strides, dilations, pads);           \
          if (pixel < 0) continue;                                                                                \
          const type *from = x + pixel * c;                                                                       \
          const int32_t place = places && column_major ? edgec_column_major(pixel, rank, x_dims) : pixel;         \
          for (int32_t i = 0; i < c; ++i) {                                                                       \
            if (!(first || from[i] > y[i] || (from[i] != from[i] && y[i] == y[i]))) continue;                     \
            y[i] = from[i];                                                                                       \
            if (places) places[i] = (int64_t)(b * c + i) * image + place;                                         \
          }                                                                                                       \
          first = 0;                                                                                              \
        } while (edgec_next(tap, rank, kernel));                                                                  \
        y += c;                                                                                                   \
        if (places) places += c;                                                                                  \
      } while (edgec_next(index, rank, y_dims));                                                                  \
    }                                                                                                             \
  }

EDGEC_DEFINE_MAX_POOL(f32, float, -EDGEC_INFINITY)
EDGEC_DEFINE_MAX_POOL(f64, double, (double)-EDGEC_INFINITY)
EDGEC_DEFINE_MAX_POOL(s8, int8_t, INT8_MIN)
EDGEC_DEFINE_MAX_POOL(s16, int16_t, INT16_MIN)
EDGEC_DEFINE_MAX_POOL(s32, int32_t, INT32_MIN)
EDGEC_DEFINE_MAX_POOL(s64, int64_t, INT64_MIN)
EDGEC_DEFINE_MAX_POOL(u8, uint8_t, 0)
EDGEC_DEFINE_MAX_POOL(u16, uint16_t, 0)
EDGEC_DEFINE_MAX_POOL(u32, uint32_t, 0)
EDGEC_DEFINE_MAX_POOL(u64, uint64_t, 0)

/* x[batch, x_dims, c], y[batch, y_dims, c] = the sum of the taps inside the image over divisors[y_dims]. */
#define EDGEC_DEFINE_AVERAGE_POOL(dt, type)                                                                       \
  EDGEC_FN void edgec_##dt##_average_pool(const type *x, const type *divisors, type *y, int32_t batch, int32_t c, \
                                          int32_t rank, const int32_t *x_dims, const int32_t *y_dims,             \
                                          const int32_t *kernel, const int32_t *strides,                          \
                                          const int32_t *dilations, const int32_t *pads, float lo, float hi) {    \
    const int32_t image = edgec_count(rank, x_dims), windows = edgec_count(rank, y_dims);                         \
    for (int32_t b = 0; windows > 0 && b < batch; ++b, x += image * c) {                                          \
      int32_t index[EDGEC_MAX_RANK] = {0}, window = 0;                                                            \
      do {                                                                                                        \
        int32_t tap[EDGEC_MAX_RANK] = {0};                                                                        \
        for (int32_t i = 0; i < c; ++i) y[i] = 0;                                                                 \
        do {                                                                                                      \
          const int32_t pixel = edgec_window_pixel(rank, index, tap, x_dims, strides, dilations, pads);           \
          for (int32_t i = 0; pixel >= 0 && i < c; ++i) y[i] += x[pixel * c + i];                                 \
        } while (edgec_next(tap, rank, kernel));                                                                  \
        for (int32_t i = 0; i < c; ++i) y[i] = edgec_##dt##_clamp(y[i] / divisors[window], lo, hi);               \
        ++window;                                                                                                 \
        y += c;                                                                                                   \
      } while (edgec_next(index, rank, y_dims));                                                                  \
    }                                                                                                             \
  }

EDGEC_DEFINE_AVERAGE_POOL(f32, float)
EDGEC_DEFINE_AVERAGE_POOL(f64, double)

#endif
