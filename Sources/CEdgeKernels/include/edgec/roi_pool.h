/* Pooling of regions, channels-last. Semantics: ONNX RoiAlign and MaxRoiPool. */
#ifndef EDGEC_ROI_POOL_H
#define EDGEC_ROI_POOL_H

#include <math.h>

#include "base.h"

/* edgec_<dt>_roi_bins: where the first bin between two coordinates begins, how long a bin is and how many samples it
 * takes, at most 65536.
 *
 * edgec_<dt>_roi_sample: the neighbours of a place on an axis of n elements and their weights, which are zero when it
 * lies outside. */
#define EDGEC_DEFINE_ROI_SAMPLE(dt, type, f)                                                                      \
  EDGEC_FN int32_t edgec_##dt##_roi_bins(type start, type end, int32_t bins, int32_t samples, float scale,        \
                                         int32_t half_pixel, type *begin, type *bin) {                            \
    const type shift = half_pixel ? (type)0.5 : 0, first = start * (type)scale - shift;                           \
    type length = end * (type)scale - shift - first;                                                              \
    if (!half_pixel && !(length > 1)) length = 1;                                                                 \
    *begin = first;                                                                                               \
    *bin = length / (type)bins;                                                                                   \
    if (samples > 0) return samples;                                                                              \
    const type spanned = ceil##f(*bin);                                                                           \
    return spanned > 0 ? (spanned < 65536 ? (int32_t)spanned : 65536) : 0;                                        \
  }                                                                                                               \
  EDGEC_FN void edgec_##dt##_roi_sample(type place, int32_t n, int32_t *positions, type *weights) {               \
    positions[0] = positions[1] = 0;                                                                              \
    weights[0] = weights[1] = 0;                                                                                  \
    if (!(place >= -1 && place <= (type)n)) return;                                                               \
    if (place < 0) place = 0;                                                                                     \
    positions[0] = edgec_min((int32_t)place, n - 1);                                                              \
    positions[1] = edgec_min(positions[0] + 1, n - 1);                                                            \
    weights[1] = positions[0] < n - 1 ? place - (type)positions[0] : 0;                                           \
    weights[0] = 1 - weights[1];                                                                                  \
  }

/* x[batch, ih, iw, c], regions[count, 4], images[count], y[count, oh, ow, c]. ONNX makes an image outside [0, batch) an
 * error; here it is the nearest one. */
#define EDGEC_DEFINE_ROI_ALIGN(dt, type, f)                                                                       \
  EDGEC_DEFINE_ROI_SAMPLE(dt, type, f)                                                                            \
  EDGEC_FN void edgec_##dt##_roi_align_bin(const type *x, type *y, int32_t ih, int32_t iw, int32_t c, type top,   \
                                           type left, type bin_h, type bin_w, int32_t rows, int32_t columns,      \
                                           int32_t maximum) {                                                     \
    for (int32_t i = 0; i < c; ++i) y[i] = 0;                                                                     \
    for (int32_t r = 0; r < rows; ++r) {                                                                          \
      int32_t py[2], px[2];                                                                                       \
      type wy[2], wx[2];                                                                                          \
      edgec_##dt##_roi_sample(top + ((type)r + (type)0.5) * bin_h / (type)rows, ih, py, wy);                      \
      for (int32_t s = 0; s < columns; ++s) {                                                                     \
        edgec_##dt##_roi_sample(left + ((type)s + (type)0.5) * bin_w / (type)columns, iw, px, wx);                \
        for (int32_t corner = 0; corner < 4; ++corner) {                                                          \
          const type *from = x + (py[corner / 2] * iw + px[corner % 2]) * c;                                      \
          const type weight = wy[corner / 2] * wx[corner % 2];                                                    \
          const int first = r + s + corner == 0;                                                                  \
          for (int32_t i = 0; i < c; ++i) {                                                                       \
            const type part = weight * from[i];                                                                   \
            y[i] = !maximum ? y[i] + part : first || part > y[i] ? part : y[i];                                   \
          }                                                                                                       \
        }                                                                                                         \
      }                                                                                                           \
    }                                                                                                             \
    for (int32_t i = 0; !maximum && i < c; ++i) y[i] /= (type)edgec_max(rows, 1) * (type)edgec_max(columns, 1);   \
  }                                                                                                               \
  EDGEC_FN void edgec_##dt##_roi_align(const type *x, const type *regions, const int64_t *images, type *y,        \
                                       int32_t batch, int32_t ih, int32_t iw, int32_t c, int32_t count,           \
                                       int32_t oh, int32_t ow, int32_t samples, float scale, int32_t half_pixel,  \
                                       int32_t maximum) {                                                         \
    for (int32_t n = 0; n < count; ++n, regions += 4) {                                                           \
      const int64_t image = images[n] < 0 ? 0 : images[n] < batch ? images[n] : batch - 1;                        \
      type top, left, bin_h, bin_w;                                                                               \
      const int32_t rows =                                                                                        \
          edgec_##dt##_roi_bins(regions[1], regions[3], oh, samples, scale, half_pixel, &top, &bin_h);            \
      const int32_t columns =                                                                                     \
          edgec_##dt##_roi_bins(regions[0], regions[2], ow, samples, scale, half_pixel, &left, &bin_w);           \
      for (int32_t p = 0; p < oh * ow; ++p, y += c) {                                                             \
        edgec_##dt##_roi_align_bin(x + (int32_t)image * ih * iw * c, y, ih, iw, c, top + (type)(p / ow) * bin_h,  \
                                   left + (type)(p % ow) * bin_w, bin_h, bin_w, rows, columns, maximum);          \
      }                                                                                                           \
    }                                                                                                             \
  }

EDGEC_DEFINE_ROI_ALIGN(f32, float, f)
EDGEC_DEFINE_ROI_ALIGN(f64, double, )

/* edgec_<dt>_roi_pixels: the pixels begin..<end of an axis of n elements in one of the bins between two coordinates.
 *
 * edgec_<dt>_max_roi_pool: x[batch, ih, iw, c], regions[count, 5], y[count, oh, ow, c]. */
#define EDGEC_DEFINE_MAX_ROI_POOL(dt, type, f)                                                                    \
  EDGEC_FN int32_t edgec_##dt##_roi_pixel(type place, int32_t n) {                                                \
    return place > 0 ? (place < (type)n ? (int32_t)place : n) : 0;                                                \
  }                                                                                                               \
  EDGEC_FN void edgec_##dt##_roi_pixels(type start, type end, int32_t bins, int32_t index, float scale,           \
                                        int32_t n, int32_t *first, int32_t *last) {                               \
    const type begin = round##f(start * (type)scale), length = round##f(end * (type)scale) - begin + 1;           \
    const type bin = (length > 1 ? length : 1) / (type)bins;                                                      \
    *first = edgec_##dt##_roi_pixel(floor##f((type)index * bin) + begin, n);                                      \
    *last = edgec_##dt##_roi_pixel(ceil##f((type)(index + 1) * bin) + begin, n);                                  \
  }                                                                                                               \
  EDGEC_FN void edgec_##dt##_max_roi_pool(const type *x, const type *regions, type *y, int32_t batch, int32_t ih, \
                                          int32_t iw, int32_t c, int32_t count, int32_t oh, int32_t ow,           \
                                          float scale) {                                                          \
    for (int32_t n = 0; n < count; ++n, regions += 5) {                                                           \
      const int32_t image = edgec_min(edgec_##dt##_roi_pixel(regions[0], batch), batch - 1);                      \
      for (int32_t p = 0; p < oh * ow; ++p, y += c) {                                                             \
        int32_t top, bottom, left, right, first = 1;                                                              \
        edgec_##dt##_roi_pixels(regions[2], regions[4], oh, p / ow, scale, ih, &top, &bottom);                    \
        edgec_##dt##_roi_pixels(regions[1], regions[3], ow, p % ow, scale, iw, &left, &right);                    \
        for (int32_t i = 0; i < c; ++i) y[i] = 0;                                                                 \
        for (int32_t r = top; r < bottom; ++r) {                                                                  \
          for (int32_t s = left; s < right; ++s, first = 0) {                                                     \
            const type *from = x + ((image * ih + r) * iw + s) * c;                                               \
            for (int32_t i = 0; i < c; ++i) y[i] = first || y[i] < from[i] ? from[i] : y[i];                      \
          }                                                                                                       \
        }                                                                                                         \
      }                                                                                                           \
    }                                                                                                             \
  }

EDGEC_DEFINE_MAX_ROI_POOL(f32, float, f)
EDGEC_DEFINE_MAX_ROI_POOL(f64, double, )

#endif
