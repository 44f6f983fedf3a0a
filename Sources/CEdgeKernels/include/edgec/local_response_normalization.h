/* Normalisation by the neighbours along one axis. Semantics: ONNX LRN. */
#ifndef EDGEC_LOCAL_RESPONSE_NORMALIZATION_H
#define EDGEC_LOCAL_RESPONSE_NORMALIZATION_H

#include <math.h>

#include "base.h"

/* y[outer, channels, inner] = x / pow(bias + alpha / size * sum, beta), where the sum is over the squares of the size
 * elements of x around it along the middle axis, of which (size - 1) / 2 lie before it. */
#define EDGEC_DEFINE_LOCAL_RESPONSE_NORMALIZATION(dt, type, power)                                                \
  EDGEC_FN void edgec_##dt##_local_response_normalization(const type *x, type *y, int32_t outer,                  \
                                                          int32_t channels, int32_t inner, int32_t size,          \
                                                          type alpha, type beta, type bias) {                     \
    const int32_t before = (size - 1) / 2;                                                                        \
    for (int32_t o = 0; o < outer; ++o, x += channels * inner) {                                                  \
      for (int32_t c = 0; c < channels; ++c) {                                                                    \
        const int32_t begin = edgec_max(c - before, 0);                                                           \
        const int32_t end = size - before < channels - c ? c + (size - before) : channels;                        \
        for (int32_t i = 0; i < inner; ++i) {                                                                     \
          type sum = 0;                                                                                           \
          for (int32_t n = begin; n < end; ++n) sum += x[n * inner + i] * x[n * inner + i];                       \
          *y++ = x[c * inner + i] / power(bias + alpha / (type)size * sum, beta);                                 \
        }                                                                                                         \
      }                                                                                                           \
    }                                                                                                             \
  }

EDGEC_DEFINE_LOCAL_RESPONSE_NORMALIZATION(f32, float, powf)
EDGEC_DEFINE_LOCAL_RESPONSE_NORMALIZATION(f64, double, pow)

#endif
