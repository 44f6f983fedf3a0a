/* Putting elements back to where they were the largest. Semantics: ONNX MaxUnpool. */
#ifndef EDGEC_MAX_UNPOOL_H
#define EDGEC_MAX_UNPOOL_H

#include "base.h"

/* edgec_<dt>_max_unpool, dt by element size: y[total] is zero but for x[i] at indices[i], i < n. ONNX makes an index
 * outside [0, total) an error; here such an element is left out. */
#define EDGEC_DEFINE_MAX_UNPOOL(dt)                                                                               \
  EDGEC_FN void edgec_##dt##_max_unpool(const void *x, const int64_t *indices, void *y, int32_t n,                \
                                        int32_t total) {                                                          \
    edgec_##dt *to = (edgec_##dt *)y;                                                                             \
    memset(y, 0, (size_t)total * sizeof *to);                                                                     \
    for (int32_t i = 0; i < n; ++i) {                                                                             \
      if (indices[i] >= 0 && indices[i] < total) to[indices[i]] = ((const edgec_##dt *)x)[i];                     \
    }                                                                                                             \
  }

EDGEC_DEFINE_MAX_UNPOOL(x32)
EDGEC_DEFINE_MAX_UNPOOL(x64)

#endif
