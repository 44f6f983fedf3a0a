/* Windows that slide over any number of spatial axes, and dot products of their taps. Image tensors are channels-last;
 * a pixel is numbered row-major within its image. Arrays have one element for each of the rank spatial axes, 1 to
 * EDGEC_MAX_RANK.
 */
#ifndef EDGEC_WINDOW_H
#define EDGEC_WINDOW_H

#include "lanes.h"

/* The pixel of an image of size dims under a tap of the window at position index; -1 when it lies in the padding. */
EDGEC_FN int32_t edgec_window_pixel(int32_t rank, const int32_t *index, const int32_t *tap, const int32_t *dims,
                                    const int32_t *strides, const int32_t *dilations, const int32_t *pads) {
  int32_t pixel = 0;
  for (int32_t d = 0; d < rank; ++d) {
    const int32_t position = index[d] * strides[d] + tap[d] * dilations[d] - pads[d];
    if (position < 0 || position >= dims[d]) return -1;
    pixel = pixel * dims[d] + position;
  }
  return pixel;
}

/* The pixel of an image of size dims whose window, in the transposed direction, puts this tap on position index; -1
 * when there is none. */
EDGEC_FN int32_t edgec_window_source(int32_t rank, const int32_t *index, const int32_t *tap, const int32_t *dims,
                                     const int32_t *strides, const int32_t *dilations, const int32_t *pads) {
  int32_t pixel = 0;
  for (int32_t d = 0; d < rank; ++d) {
    const int32_t distance = index[d] + pads[d] - tap[d] * dilations[d];
    if (distance < 0 || distance % strides[d] != 0 || distance / strides[d] >= dims[d]) return -1;
    pixel = pixel * dims[d] + distance / strides[d];
  }
  return pixel;
}

/* edgec_<dt>_dot_rows: adds to sum[r] the dot product of x[n] and the row w[r * stride ..< r * stride + n], for each of
 * the rows r. */
EDGEC_FN void edgec_f32_dot_rows(const float *x, const float *w, float *sum, int32_t rows, int32_t n,
                                 int32_t stride) {
  const int32_t fours = edgec_fours(rows);
  for (int32_t r = 0; r < fours; r += 4) edgec_f32_dot4(x, w + r * stride, sum + r, n, stride);
  for (int32_t r = fours; r < rows; ++r) sum[r] += edgec_f32_dot(x, w + r * stride, n);
}

EDGEC_FN void edgec_f64_dot_rows(const double *x, const double *w, double *sum, int32_t rows, int32_t n,
                                 int32_t stride) {
  for (int32_t r = 0; r < rows; ++r) {
    for (int32_t i = 0; i < n; ++i) sum[r] += x[i] * w[r * stride + i];
  }
}

/* As edgec_f32_clamp. */
EDGEC_FN double edgec_f64_clamp(double v, float lo, float hi) {
  v = lo > -EDGEC_INFINITY && v < (double)lo ? (double)lo : v;
  return hi < EDGEC_INFINITY && v > (double)hi ? (double)hi : v;
}

#endif
