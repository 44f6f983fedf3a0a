/* Turning sequences around. Semantics: ONNX ReverseSequence. */
#ifndef EDGEC_REVERSE_SEQUENCE_H
#define EDGEC_REVERSE_SEQUENCE_H

#include "base.h"

/* edgec_<dt>_reverse_sequence, dt by element size: y's step t of sequence n is x's step lengths[n] - 1 - t up to the
 * sequence's length, and x's step t beyond. Each step is inner elements long; the strides count elements. ONNX makes
 * a length outside [0, steps] an error; here it is limited to that range. */
#define EDGEC_DEFINE_REVERSE_SEQUENCE(dt)                                                                         \
  EDGEC_FN void edgec_##dt##_reverse_sequence(const void *x, const int64_t *lengths, void *y, int32_t steps,      \
                                              int32_t sequences, int32_t step_stride, int32_t sequence_stride,    \
                                              int32_t inner) {                                                    \
    for (int32_t n = 0; n < sequences; ++n) {                                                                     \
      const edgec_##dt *from = (const edgec_##dt *)x + n * sequence_stride;                                       \
      edgec_##dt *to = (edgec_##dt *)y + n * sequence_stride;                                                     \
      const int64_t length = lengths[n] < steps ? lengths[n] : steps;                                             \
      for (int32_t t = 0; t < steps; ++t) {                                                                       \
        const int32_t source = t < length ? (int32_t)length - 1 - t : t;                                          \
        memcpy(to + t * step_stride, from + source * step_stride, (size_t)inner * sizeof *to);                    \
      }                                                                                                           \
    }                                                                                                             \
  }

EDGEC_DEFINE_REVERSE_SEQUENCE(x8)
EDGEC_DEFINE_REVERSE_SEQUENCE(x16)
EDGEC_DEFINE_REVERSE_SEQUENCE(x32)
EDGEC_DEFINE_REVERSE_SEQUENCE(x64)

#endif
