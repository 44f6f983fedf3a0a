/* Linear interpolation between the pixels of quantized images, channels-last. Semantics: TFLite RESIZE_BILINEAR. */
#ifndef EDGEC_QUANTIZED_RESIZE_H
#define EDGEC_QUANTIZED_RESIZE_H

#include "base.h"

/* x[batch, ih, iw, c], y[batch, oh, ow, c]. rows[oh] and columns[ow] are triples: the two positions in x between which
 * one in y lies, and what the second counts, in 1024ths. Means are rounded to the nearest, halves away from zero. */
#define EDGEC_DEFINE_QUANTIZED_RESIZE(dt, T, M)                                                                   \
  EDGEC_FN void edgec_##dt##_resize_bilinear(const T *x, T *y, int32_t batch, int32_t ih, int32_t iw, int32_t c,  \
                                             int32_t oh, int32_t ow, const int32_t *rows, const int32_t *columns) {\
    for (int32_t b = 0; b < batch; ++b, x += ih * iw * c) {                                                       \
      for (int32_t i = 0; i < oh; ++i) {                                                                          \
        const T *low = x + rows[3 * i] * iw * c, *high = x + rows[3 * i + 1] * iw * c;                            \
        const int32_t down = rows[3 * i + 2], up = 1024 - down;                                                   \
        for (int32_t j = 0; j < ow; ++j) {                                                                        \
          const int32_t left = columns[3 * j] * c, right = columns[3 * j + 1] * c;                                \
          const int32_t more = columns[3 * j + 2], less = 1024 - more;                                            \
          for (int32_t k = 0; k < c; ++k) {                                                                       \
            const M sum = (M)(low[left + k] * less + low[right + k] * more) * up +                                \
                          (M)(high[left + k] * less + high[right + k] * more) * down;                             \
            *y++ = (T)((sum + (sum > 0 ? 1 << 19 : -(1 << 19))) / (1 << 20));                                     \
          }                                                                                                       \
        }                                                                                                         \
      }                                                                                                           \
    }                                                                                                             \
  }

EDGEC_DEFINE_QUANTIZED_RESIZE(qs8, int8_t, int32_t)
EDGEC_DEFINE_QUANTIZED_RESIZE(qs16, int16_t, int64_t)

#endif
