/* Integers brought to another scale: products with a positive factor, rounded to integers. Semantics: TensorFlow Lite's
 * 8-bit quantization specification, with gemmlowp's fixed-point arithmetic.
 *
 * A factor is a fraction of 31 bits and a power of two, multiplier * 2^(shift - 31), multiplier >= 0, shift -31 to 30;
 * for EDGEC_REAL and EDGEC_WIDE_REAL it is a double, given twice over. Right shifts of negative numbers are arithmetic
 * and conversions to narrower integers wrap around, as with every compiler for the targets.
 */
#ifndef EDGEC_FIXED_POINT_H
#define EDGEC_FIXED_POINT_H

#include "base.h"

/* How products are rounded. The first three take sums of 32 bits: their 31-bit fraction is rounded, then what the
 * power of two shifts out; both are shifted out at once; a double is rounded. The others take sums of 64 bits: by the
 * fraction's upper 15 bits; a double. */
enum { EDGEC_TWICE, EDGEC_ONCE, EDGEC_REAL, EDGEC_WIDE, EDGEC_WIDE_REAL };

/* The upper 32 bits of 2ab to the nearest, halves up; saturates. */
EDGEC_FN int32_t edgec_doubling_high(int32_t a, int32_t b) {
  const int64_t v = ((int64_t)a * b + (1 << 30)) >> 31;
  return (int32_t)(v > INT32_MAX ? INT32_MAX : v);
}

/* x / 2^exponent to the nearest, halves away from zero; exponents 0 to 31. */
EDGEC_FN int32_t edgec_rounding_shift_right(int32_t x, int32_t exponent) {
  const int32_t mask = (int32_t)(((uint32_t)1 << exponent) - 1), threshold = (mask >> 1) + (x < 0);
  return (x >> exponent) + ((x & mask) > threshold);
}

/* x * 2^exponent, saturating; exponents 0 to 31. */
EDGEC_FN int32_t edgec_saturating_shift_left(int32_t x, int32_t exponent) {
  const int64_t v = (int64_t)x * ((int64_t)1 << exponent);
  return (int32_t)(v > INT32_MAX ? INT32_MAX : v < INT32_MIN ? INT32_MIN : v);
}

/* x that a positive shift lifts beyond 32 bits wraps around before the product. */
EDGEC_FN int32_t edgec_scaled_twice(int32_t x, int32_t multiplier, int32_t shift) {
  const int32_t raised = (int32_t)((uint32_t)x << edgec_max(shift, 0));
  return edgec_rounding_shift_right((int32_t)(((int64_t)raised * multiplier + (1 << 30)) >> 31), edgec_max(-shift, 0));
}

/* Halves up; saturates. */
EDGEC_FN int32_t edgec_scaled_once(int32_t x, int32_t multiplier, int32_t shift) {
  const int32_t total = 31 - shift;
  const int64_t v = ((int64_t)x * multiplier + ((int64_t)1 << (total - 1))) >> total;
  return (int32_t)(v > INT32_MAX ? INT32_MAX : v < INT32_MIN ? INT32_MIN : v);
}

/* Half of a number, halves away from zero; saturates. */
EDGEC_FN int32_t edgec_halved(int64_t halves) {
  const int64_t v = (halves + (halves > 0) - (halves < 0)) / 2;
  return (int32_t)(v > INT32_MAX ? INT32_MAX : v < INT32_MIN ? INT32_MIN : v);
}

/* Halves away from zero; saturates. twice <= 2^31 is twice the factor: twice the product is a double as exact as the
 * product itself, and its integers are halves. So nothing but the product is rounded, and nothing can be contracted
 * with it. */
EDGEC_FN int32_t edgec_scaled_real(int32_t x, double twice) { return edgec_halved((int64_t)(x * twice)); }

/* The same for sums of 64 bits. */
EDGEC_FN int32_t edgec_scaled_wide_real(int64_t x, double twice) {
  const double v = (double)x * twice;
  return edgec_halved((int64_t)(v > 4294967296.0 ? 4294967296.0 : v < -4294967296.0 ? -4294967296.0 : v));
}

/* Halves up; wraps around. */
EDGEC_FN int32_t edgec_scaled_wide(int64_t x, int32_t multiplier, int32_t shift) {
  const int64_t fraction = multiplier < 0x7FFF0000 ? (multiplier + (1 << 15)) >> 16 : 0x7FFF;
  const int32_t total = 15 - shift;
  const uint64_t product = (uint64_t)x * (uint64_t)fraction;
  if (total <= 0) return (int32_t)(uint32_t)(product << -total);
  return (int32_t)((int64_t)(product + ((uint64_t)1 << (total - 1))) >> total);
}

/* A product by one of these rules. What a rule does not take may be 0. */
EDGEC_FN int32_t edgec_scaled(int64_t x, int32_t rounding, int32_t multiplier, int32_t shift, double twice) {
  switch (rounding) {
    case EDGEC_TWICE: return edgec_scaled_twice((int32_t)x, multiplier, shift);
    case EDGEC_ONCE: return edgec_scaled_once((int32_t)x, multiplier, shift);
    case EDGEC_REAL: return edgec_scaled_real((int32_t)x, twice);
    case EDGEC_WIDE: return edgec_scaled_wide(x, multiplier, shift);
    default: return edgec_scaled_wide_real(x, twice);
  }
}

/* As edgec_scaled, with the factor at position i of tables. Those that a rule does not take may be NULL. */
EDGEC_FN int32_t edgec_scaled_by(int64_t x, int32_t rounding, const int32_t *multiplier, const int8_t *shift,
                                 const double *twice, int32_t i) {
  if (rounding == EDGEC_REAL || rounding == EDGEC_WIDE_REAL) return edgec_scaled(x, rounding, 0, 0, twice[i]);
  return edgec_scaled(x, rounding, multiplier[i], shift[i], 0);
}

/* v + zero, limited to [lo, hi]; nothing overflows. */
EDGEC_FN int32_t edgec_placed(int32_t v, int32_t zero, int32_t lo, int32_t hi) {
  return v <= lo - zero ? lo : v >= hi - zero ? hi : v + zero;
}

#endif
