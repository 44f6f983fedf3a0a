/* What index tensors name. */
#ifndef EDGEC_INDICES_H
#define EDGEC_INDICES_H

#include "base.h"

/* edgec_<index type>_position: the position on an axis of size > 0 that an index names. A negative index counts from
 * the end. ONNX makes an index outside [-size, size) an error; here it names the nearest position, so that no input
 * can make a kernel leave its tensors. */
EDGEC_FN int32_t edgec_s32_position(int32_t index, int32_t size) {
  const int32_t counted = index < 0 ? index + size : index;
  return counted < 0 ? 0 : counted >= size ? size - 1 : counted;
}

EDGEC_FN int32_t edgec_s64_position(int64_t index, int32_t size) {
  const int64_t counted = index < 0 ? index + size : index;
  return counted < 0 ? 0 : counted >= size ? size - 1 : (int32_t)counted;
}

#endif
