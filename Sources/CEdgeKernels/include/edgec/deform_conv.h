/* Convolution with taps at computed places. Semantics: ONNX DeformConv, channels-last. */
#ifndef EDGEC_DEFORM_CONV_H
#define EDGEC_DEFORM_CONV_H

#include <math.h>

#include "window.h"

/* edgec_<dt>_add_between: adds to sample[n] weight times x[dims, c], n of its channels from the pointer on, at a place
 * between pixels; zero outside the image.
 *
 * edgec_<dt>_deform_conv: x[batch, x_dims, ic], w[oc, kernel, ic / groups], offsets[batch, y_dims, offset_groups,
 * kernel, rank], mask[batch, y_dims, offset_groups, kernel], y[batch, y_dims, oc]. bias[oc] and mask may be NULL.
 * sample[ic] is scratch. */
#define EDGEC_DEFINE_DEFORM_CONV(dt, type, f)                                                                     \
  EDGEC_FN void edgec_##dt##_add_between(const type *x, type *sample, int32_t n, int32_t c, int32_t rank,         \
                                         const int32_t *dims, const type *place, type weight) {                   \
    for (int32_t corner = 0; corner < 1 << rank; ++corner) {                                                      \
      type part = weight;                                                                                         \
      int32_t pixel = 0, inside = 1;                                                                              \
      for (int32_t d = 0; d < rank && inside; ++d) {                                                              \
        inside = place[d] > -1 && place[d] < (type)dims[d];                                                       \
        if (!inside) break;                                                                                       \
        const type low = floor##f(place[d]);                                                                      \
        const int32_t high = corner >> d & 1, position = (int32_t)low + high;                                     \
        inside = position >= 0 && position < dims[d];                                                             \
        part *= high ? place[d] - low : 1 - (place[d] - low);                                                     \
        pixel = pixel * dims[d] + position;                                                                       \
      }                                                                                                           \
      for (int32_t i = 0; inside && i < n; ++i) sample[i] += part * x[pixel * c + i];                             \
    }                                                                                                             \
  }                                                                                                               \
  EDGEC_FN void edgec_##dt##_deform_conv(const type *x, const type *w, const type *offsets, const type *bias,     \
                                         const type *mask, type *y, void *scratch, int32_t batch, int32_t ic,     \
                                         int32_t oc, int32_t groups, int32_t offset_groups, int32_t rank,         \
                                         const int32_t *x_dims, const int32_t *y_dims, const int32_t *kernel,     \
                                         const int32_t *strides, const int32_t *dilations,                        \
                                         const int32_t *pads) {                                                   \
    type *const sample = (type *)scratch;                                                                         \
    const int32_t taps = edgec_count(rank, kernel), group_ic = ic / groups, group_oc = oc / groups;               \
    const int32_t image = edgec_count(rank, x_dims) * ic, shared = ic / offset_groups;                            \
    if (edgec_count(rank, y_dims) == 0) return;                                                                   \
    for (int32_t b = 0; b < batch; ++b, x += image) {                                                             \
      int32_t index[EDGEC_MAX_RANK] = {0};                                                                        \
      do {                                                                                                        \
        int32_t tap[EDGEC_MAX_RANK] = {0}, t = 0;                                                                 \
        for (int32_t o = 0; o < oc; ++o) y[o] = bias ? bias[o] : 0;                                               \
        do {                                                                                                      \
          for (int32_t i = 0; i < ic; ++i) sample[i] = 0;                                                         \
          for (int32_t g = 0; g < offset_groups; ++g) {                                                           \
            const type *offset = offsets + (g * taps + t) * rank;                                                 \
            type place[EDGEC_MAX_RANK];                                                                           \
            for (int32_t d = 0; d < rank; ++d) {                                                                  \
              place[d] = (type)(index[d] * strides[d] + tap[d] * dilations[d] - pads[d]) + offset[d];             \
            }                                                                                                     \
            edgec_##dt##_add_between(x + g * shared, sample + g * shared, shared, ic, rank, x_dims, place,        \
                                     mask ? mask[g * taps + t] : 1);                                              \
          }                                                                                                       \
          for (int32_t g = 0; g < groups; ++g) {                                                                  \
            edgec_##dt##_dot_rows(sample + g * group_ic, w + (g * group_oc * taps + t) * group_ic,                \
                                  y + g * group_oc, group_oc, group_ic, taps * group_ic);                         \
          }                                                                                                       \
          ++t;                                                                                                    \
        } while (edgec_next(tap, rank, kernel));                                                                  \
        offsets += offset_groups * taps * rank;                                                                   \
        if (mask) mask += offset_groups * taps;                                                                   \
        y += oc;                                                                                                  \
      } while (edgec_next(index, rank, y_dims));                                                                  \
    }                                                                                                             \
  }

EDGEC_DEFINE_DEFORM_CONV(f32, float, f)
EDGEC_DEFINE_DEFORM_CONV(f64, double, )

#endif
