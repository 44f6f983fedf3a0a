/* Elementwise comparisons to bool: equal, less, less_or_equal, greater, greater_or_equal. Signatures: see binary.h.
 * Semantics: the ONNX operators of these names; every comparison with NaN is false.
 */
#ifndef EDGEC_COMPARISON_H
#define EDGEC_COMPARISON_H

#include "binary.h"

#define EDGEC_DEFINE_COMPARISON(NAME, T, op)                                                                      \
  EDGEC_FN uint8_t NAME##_element(T a, T b) { return (uint8_t)(a op b); }                                         \
  EDGEC_DEFINE_BINARY(NAME, T, uint8_t)

#define EDGEC_DEFINE_COMPARISONS(dt, T)                                                                           \
  EDGEC_DEFINE_COMPARISON(edgec_##dt##_equal, T, ==)                                                              \
  EDGEC_DEFINE_COMPARISON(edgec_##dt##_less, T, <)                                                                \
  EDGEC_DEFINE_COMPARISON(edgec_##dt##_less_or_equal, T, <=)                                                      \
  EDGEC_DEFINE_COMPARISON(edgec_##dt##_greater, T, >)                                                             \
  EDGEC_DEFINE_COMPARISON(edgec_##dt##_greater_or_equal, T, >=)

EDGEC_DEFINE_COMPARISONS(f32, float)
EDGEC_DEFINE_COMPARISONS(f64, double)
EDGEC_DEFINE_COMPARISONS(s8, int8_t)
EDGEC_DEFINE_COMPARISONS(s16, int16_t)
EDGEC_DEFINE_COMPARISONS(s32, int32_t)
EDGEC_DEFINE_COMPARISONS(s64, int64_t)
EDGEC_DEFINE_COMPARISONS(u8, uint8_t)
EDGEC_DEFINE_COMPARISONS(u16, uint16_t)
EDGEC_DEFINE_COMPARISONS(u32, uint32_t)
EDGEC_DEFINE_COMPARISONS(u64, uint64_t)
EDGEC_DEFINE_COMPARISON(edgec_bool_equal, uint8_t, ==)

#endif
