/* Numbers that look random: a pure function of the seed and each number's position. Semantics: edgec's operator Random,
 * for ONNX RandomUniform and RandomNormal.
 */
#ifndef EDGEC_RANDOM_H
#define EDGEC_RANDOM_H

#include <math.h>

#include "base.h"

/* The leading bits, at most 53, of word k, divided by 2 to the power of their number: in [0, 1). Word k is the k-th
 * output of Sebastiano Vigna's SplitMix64 that starts in the state seed. */
EDGEC_FN double edgec_random_unit(int64_t seed, uint64_t k, int32_t bits) {
  uint64_t word = (uint64_t)seed + 0x9E3779B97F4A7C15u * (k + 1);
  word = (word ^ (word >> 30)) * 0xBF58476D1CE4E5B9u;
  word = (word ^ (word >> 27)) * 0x94D049BB133111EBu;
  word ^= word >> 31;
  return (double)(word >> (64 - bits)) / (double)((uint64_t)1 << bits);
}

/* bits: the significand of T has so many. uniform: low + (high - low) u. normal: the Box-Muller transform. */
#define EDGEC_DEFINE_RANDOM(dt, T, bits)                                                                          \
  EDGEC_FN void edgec_##dt##_random_uniform(T *y, int32_t n, int64_t seed, double low, double high) {             \
    for (int32_t i = 0; i < n; ++i) {                                                                             \
      y[i] = (T)(low + (high - low) * edgec_random_unit(seed, (uint64_t)i, bits));                                \
    }                                                                                                             \
  }                                                                                                               \
  EDGEC_FN void edgec_##dt##_random_normal(T *y, int32_t n, int64_t seed, double mean, double deviation) {        \
    for (int32_t i = 0; i < n; ++i) {                                                                             \
      const double u = edgec_random_unit(seed, 2 * (uint64_t)i, 53);                                              \
      const double angle = 6.28318530717958647693 * edgec_random_unit(seed, 2 * (uint64_t)i + 1, 53);             \
      y[i] = (T)(mean + deviation * sqrt(-2.0 * log(1.0 - u)) * cos(angle));                                      \
    }                                                                                                             \
  }

EDGEC_DEFINE_RANDOM(f32, float, 24)
EDGEC_DEFINE_RANDOM(f64, double, 53)

#endif
