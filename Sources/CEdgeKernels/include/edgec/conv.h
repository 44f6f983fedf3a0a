/* Convolution and transposed convolution over any number of spatial axes, channels-last. Semantics: ONNX Conv and
 * ConvTranspose; padding is zero and given by its extents at the beginning, those at the end follow from y_dims.
 */
#ifndef EDGEC_CONV_H
#define EDGEC_CONV_H

#include "window.h"

/* x[batch, x_dims, ic], w[oc, kernel, ic / groups], y[batch, y_dims, oc] = clamp(sum + bias[oc]), where the sum is over
 * the taps that source says lie in the image. bias may be NULL. groups divides ic and oc. */
#define EDGEC_DEFINE_CONV(dt, type, name, source)                                                                 \
  EDGEC_FN void edgec_##dt##_##name(const type *x, const type *w, const type *bias, type *y, int32_t batch,       \
                                    int32_t ic, int32_t oc, int32_t groups, int32_t rank, const int32_t *x_dims,  \
                                    const int32_t *y_dims, const int32_t *kernel, const int32_t *strides,         \
                                    const int32_t *dilations, const int32_t *pads, float lo, float hi) {          \
    const int32_t group_ic = ic / groups, group_oc = oc / groups, filter = edgec_count(rank, kernel) * group_ic;  \
    const int32_t image = edgec_count(rank, x_dims) * ic;                                                         \
    if (edgec_count(rank, y_dims) == 0) return;                                                                   \
    for (int32_t b = 0; b < batch; ++b, x += image) {                                                             \
      int32_t index[EDGEC_MAX_RANK] = {0};                                                                        \
      do {                                                                                                        \
        int32_t tap[EDGEC_MAX_RANK] = {0};                                                                        \
        const type *taps = w;                                                                                     \
        for (int32_t o = 0; o < oc; ++o) y[o] = 0;                                                                \
        do {                                                                                                      \
          const int32_t pixel = source(rank, index, tap, x_dims, strides, dilations, pads);                       \
          for (int32_t g = 0; pixel >= 0 && g < groups; ++g) {                                                    \
            edgec_##dt##_dot_rows(x + pixel * ic + g * group_ic, taps + g * group_oc * filter, y + g * group_oc,  \
                                  group_oc, group_ic, filter);                                                    \
          }                                                                                                       \
          taps += group_ic;                                                                                       \
        } while (edgec_next(tap, rank, kernel));                                                                  \
        for (int32_t o = 0; o < oc; ++o) y[o] = edgec_##dt##_clamp(bias ? y[o] + bias[o] : y[o], lo, hi);         \
        y += oc;                                                                                                  \
      } while (edgec_next(index, rank, y_dims));                                                                  \
    }                                                                                                             \
  }

EDGEC_DEFINE_CONV(f32, float, conv, edgec_window_pixel)
EDGEC_DEFINE_CONV(f64, double, conv, edgec_window_pixel)
EDGEC_DEFINE_CONV(f32, float, conv_transpose, edgec_window_source)
EDGEC_DEFINE_CONV(f64, double, conv_transpose, edgec_window_source)

#endif
