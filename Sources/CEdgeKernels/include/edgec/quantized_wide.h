/* Functions of 16-bit integers by tables, and softmax. Semantics: TFLite's operators on int16. */
#ifndef EDGEC_QUANTIZED_WIDE_H
#define EDGEC_QUANTIZED_WIDE_H

#include "fixed_point.h"

/* A function of 16-bit integers: 513 of its values, 128 apart, and straight lines between them. */
EDGEC_FN int16_t edgec_qs16_interpolated(const int16_t *table, int32_t x) {
  const int16_t *value = table + ((x + 32768) >> 7);
  const int16_t slope = (int16_t)(value[1] - value[0]);
  return (int16_t)(value[0] + ((slope * (x & 0x7F) + 64) >> 7));
}

/* y[n] = table(x[n]); y may be x. */
EDGEC_FN void edgec_qs16_interpolate(const int16_t *x, int16_t *y, int32_t n, const int16_t *table) {
  for (int32_t i = 0; i < n; ++i) y[i] = edgec_qs16_interpolated(table, x[i]);
}

/* y = clamp(|x| * factor + zero, lo, hi); y may be x. */
EDGEC_FN void edgec_qs16_abs(const int16_t *x, int16_t *y, int32_t n, int32_t multiplier, int32_t shift, int32_t zero,
                             int32_t lo, int32_t hi) {
  for (int32_t i = 0; i < n; ++i) {
    y[i] = (int16_t)edgec_placed(edgec_scaled_twice(x[i] < 0 ? -x[i] : x[i], multiplier, shift), zero, lo, hi);
  }
}

/* sigmoid(i / 24 / 2^bits), i >= 0, as a fraction of 16 + bits bits: lines between the values of table[256]; limit
 * where it ends. */
EDGEC_FN int32_t edgec_qs16_logistic(const uint16_t *table, int32_t i, int32_t bits, int32_t limit) {
  const int32_t index = i >> bits;
  if (index >= 255) return limit;
  return table[index] * (1 << bits) + (i & ((1 << bits) - 1)) * (table[index + 1] - table[index]);
}

/* Fractions of 15 bits; x * multiplier / 2^shift counts steps of 1/12288. y may be x. */
EDGEC_FN void edgec_qs16_sigmoid(const int16_t *x, int16_t *y, int32_t n, const uint16_t *table, int32_t multiplier,
                                 int32_t shift) {
  const int32_t round = shift > 0 ? 1 << (shift - 1) : 0;
  for (int32_t i = 0; i < n; ++i) {
    const int32_t steps = (x[i] * multiplier + round) >> shift;
    const int32_t v = edgec_qs16_logistic(table, steps < 0 ? -steps : steps, 9, 0x7FFF << 10);
    y[i] = (int16_t)((steps >= 0 ? v + (1 << 9) : (1 << 25) - v + (1 << 9) - 1) >> 10);
  }
}

EDGEC_FN void edgec_qs16_tanh(const int16_t *x, int16_t *y, int32_t n, const uint16_t *table, int32_t multiplier,
                              int32_t shift) {
  const int32_t round = shift > 0 ? 1 << (shift - 1) : 0;
  for (int32_t i = 0; i < n; ++i) {
    const int32_t steps = (x[i] * multiplier + round) >> shift;
    const int32_t v = edgec_qs16_logistic(table, steps < 0 ? -steps : steps, 8, 0xFFFF << 8);
    y[i] = (int16_t)((steps >= 0 ? v - (1 << 23) + (1 << 7) : (1 << 23) - v + (1 << 7) - 1) >> 8);
  }
}

/* x and y are [rows, n]. exponential is exp over differences to the row's largest element, which multiplier and shift
 * bring to its steps; reciprocal is 1 / (1 + x). y may be x. */
EDGEC_FN void edgec_qs16_softmax(const int16_t *x, int16_t *y, int32_t rows, int32_t n, const int16_t *exponential,
                                 const int16_t *reciprocal, int32_t multiplier, int32_t shift) {
  for (int32_t row = 0; row < rows; ++row, x += n, y += n) {
    int32_t largest = x[0], headroom = 1;
    uint32_t sum = 0;
    for (int32_t i = 1; i < n; ++i) largest = edgec_max(largest, x[i]);
    for (int32_t i = 0; i < n; ++i) {
      const int32_t v = edgec_scaled_twice(x[i] - largest, multiplier, shift);
      const int32_t power = edgec_qs16_interpolated(exponential, edgec_placed(v, 32767, INT16_MIN, INT16_MAX));
      y[i] = (int16_t)power;
      sum += (uint32_t)power;
    }
    while (headroom < 31 && sum >> (31 - headroom) == 0) ++headroom;
    /* The sum as 1 + x, x a fraction of 16 bits that begins at the lowest integer. */
    const int32_t fraction = (int32_t)(((sum << (headroom - 1)) + (1 << 13)) >> 14) - (1 << 15) - (1 << 16);
    const int32_t factor = edgec_qs16_interpolated(reciprocal, edgec_placed(fraction, 0, INT16_MIN, INT16_MAX));
    const int32_t places = 31 - headroom;
    for (int32_t i = 0; i < n; ++i) {
      y[i] = (int16_t)edgec_placed((y[i] * factor + (1 << (places - 1))) >> places, 0, 0, INT16_MAX);
    }
  }
}

#endif
