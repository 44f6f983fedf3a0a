/* Comparisons of two quantized tensors of 8 bits, each of its own scale. Semantics: TFLite EQUAL, LESS and their kin,
 * which bring both to the scale 1/256. The loops and scales s are those of quantized_binary.h; y is bool.
 */
#ifndef EDGEC_QUANTIZED_COMPARISON_H
#define EDGEC_QUANTIZED_COMPARISON_H

#include "quantized_binary.h"

#define EDGEC_DEFINE_QUANTIZED_COMPARISON(NAME, T, sign)                                                          \
  EDGEC_FN uint8_t NAME##_element(T a, T b, const int32_t *s) {                                                   \
    return edgec_common_a(a, s, 256) sign edgec_common_b(b, s, 256);                                              \
  }                                                                                                               \
  EDGEC_DEFINE_QUANTIZED_BINARY(NAME, T, uint8_t)

EDGEC_DEFINE_QUANTIZED_COMPARISON(edgec_qs8_equal, int8_t, ==)
EDGEC_DEFINE_QUANTIZED_COMPARISON(edgec_qs8_less, int8_t, <)
EDGEC_DEFINE_QUANTIZED_COMPARISON(edgec_qs8_greater, int8_t, >)
EDGEC_DEFINE_QUANTIZED_COMPARISON(edgec_qs8_less_or_equal, int8_t, <=)
EDGEC_DEFINE_QUANTIZED_COMPARISON(edgec_qs8_greater_or_equal, int8_t, >=)
EDGEC_DEFINE_QUANTIZED_COMPARISON(edgec_qu8_equal, uint8_t, ==)
EDGEC_DEFINE_QUANTIZED_COMPARISON(edgec_qu8_less, uint8_t, <)
EDGEC_DEFINE_QUANTIZED_COMPARISON(edgec_qu8_greater, uint8_t, >)
EDGEC_DEFINE_QUANTIZED_COMPARISON(edgec_qu8_less_or_equal, uint8_t, <=)
EDGEC_DEFINE_QUANTIZED_COMPARISON(edgec_qu8_greater_or_equal, uint8_t, >=)

#endif
