/* Holds the vector form of each MVE kernel against its C form: random shapes, data and parameters, and extremes. Prints each
 * difference; the exit code tells whether there were any. */
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "edgec/mve_conv2d.h"
#include "edgec/mve_conv3x3.h"
#include "edgec/mve_depthwise.h"
#include "edgec/mve_depthwise_narrow.h"
#include "edgec/mve_fully_connected.h"
#include "edgec/mve_pointwise.h"
#include "edgec/mve_pointwise_small.h"
#include "edgec/mve_pool.h"

enum { SIZE = 32768 };
static union {
  int8_t bytes[SIZE];
  int64_t aligned[SIZE / 8];
} x_memory __attribute__((aligned(16))), y_memory __attribute__((aligned(16))), z_memory __attribute__((aligned(16))),
    scratch_memory __attribute__((aligned(16)));
static int8_t *const x = x_memory.bytes, *const y = y_memory.bytes, *const z = z_memory.bytes;
static int8_t *const scratch = scratch_memory.bytes;
static int32_t w[SIZE / 4], parameters[2048];
static uint32_t state = 1;
static int kind, cases, differences;

/* Below n. */
static int32_t below(int32_t n) {
  state = state * 1664525u + 1013904223u;
  return (int32_t)((state >> 8) % (uint32_t)n);
}

/* Of the kind: random with extremes, all lowest, all highest, either. */
static int8_t value(void) {
  const int32_t r = below(1024);
  if (kind == 1) return -128;
  if (kind == 2) return 127;
  if (kind == 3) return r % 2 == 0 ? -128 : 127;
  return (int8_t)(r < 128 ? -128 : r < 256 ? 127 : below(256) - 128);
}

static int32_t multiplier(void) {
  const int32_t r = below(8);
  return r == 0 ? 1 << 30 : r == 1 ? INT32_MAX : (1 << 30) + below(1 << 24) * 64;
}

static void fill(int32_t bytes, int32_t weights) {
  for (int32_t i = 0; i < bytes; ++i) x[i] = value();
  for (int32_t i = 0; i < weights; ++i) {
    w[i] = (int32_t)((uint32_t)(uint8_t)value() | (uint32_t)(uint8_t)value() << 8 | (uint32_t)(uint8_t)value() << 16 |
                     (uint32_t)(uint8_t)value() << 24);
  }
}

/* n biases, n multipliers and n shifts; sums have bits bits. */
static void factors(int32_t *p, int32_t n, int32_t bits) {
  for (int32_t i = 0; i < n; ++i) {
    p[i] = below(40000) - 20000;
    p[n + i] = multiplier();
    p[2 * n + i] = -(edgec_max(bits - 14, 1) + below(4));
  }
}

static void start(void) {
  memset(y, 0x55, SIZE);
  memset(z, 0x55, SIZE);
}

static void compare(const char *name, int32_t a, int32_t b, int32_t c, int32_t d) {
  ++cases;
  if (memcmp(y, z, SIZE) == 0) return;
  ++differences;
  printf("%s differs for %d, %d, %d, %d, data of kind %d\n", name, (int)a, (int)b, (int)c, (int)d, kind);
}

static int32_t bits(int32_t taps) {
  int32_t n = 15;
  while (taps > 0) ++n, taps /= 2;
  return n;
}

static void pointwise(void) {
  const int32_t rounding = below(2) ? EDGEC_MVE_UP : EDGEC_MVE_AWAY;
  const int32_t steps = 1 + below(16), channels = 8 * (1 + below(4)), rows = 1 + below(6), zero = value();
  const int32_t pitch = steps * 16 + 4 * below(4), wide = channels + below(5);
  fill(rows * pitch, steps * channels * 4 + 4);
  for (int32_t i = 0; i < channels / 4; ++i) factors(parameters + i * 12, 4, bits(steps * 16));
  start();
  edgec_mve_pointwise(x, pitch, w, parameters, y, wide, rows, steps, channels, rounding, zero);
  edgec_mve_pointwise_in_c(x, pitch, w, parameters, z, wide, rows, steps, channels, rounding, zero);
  compare("pointwise", rows, steps, channels, pitch);
}

static void pointwise_small(void) {
  const int32_t k = 8 + 8 * below(2), channels = 4 * (1 + below(8)), rows = 2 + below(12), zero = value();
  fill(rows * k, channels * 4);
  for (int32_t i = 0; i < channels / 4; ++i) {
    factors(parameters + i * 28, 4, bits(16));
    memcpy(parameters + i * 28 + 12, w + i * 16, 64);
    for (int32_t j = 0; k == 8 && j < 16; ++j) {
      if (j % 4 >= 2) parameters[i * 28 + 12 + j] = 0;
    }
  }
  start();
  edgec_mve_pointwise_small(x, parameters, y, rows, k, channels, zero);
  edgec_mve_pointwise_small_in_c(x, parameters, z, rows, k, channels, zero);
  compare("pointwise_small", rows, k, channels, 0);
}

static void fully_connected(void) {
  const int32_t rounding = below(3);
  const int32_t steps = 1 + below(20), channels = 1 + below(40), step = 16 * below(2), zero = value();
  const int32_t blocks = (channels + 7) / 8;
  fill(steps * 16, steps * blocks * 32);
  for (int32_t i = blocks - 1; i >= 0; --i) factors(parameters + 64 + i * 16 - 8, 8, bits(steps * 16));
  for (int32_t i = 0; i < blocks * 8; ++i) parameters[i] = below(40000) - 20000;
  start();
  edgec_mve_fully_connected(x, w, parameters, parameters + 64, step, y, steps, channels, rounding, zero);
  edgec_mve_fully_connected_in_c(x, w, parameters, parameters + 64, step, z, steps, channels, rounding, zero);
  compare("fully_connected", steps, channels, step, 0);
}

static void conv2d(int deep) {
  const int32_t rounding = below(deep ? 3 : 2);
  const int32_t kh = 1 + below(10), kw = 1 + below(5), c = 1 + below(deep ? 12 : 5), steps = (kh * kw * c + 15) / 16;
  const int32_t stride = 1 + below(2), pad = below(2), ih = kh + below(4), iw = kw + below(8), x_zero = value();
  const int32_t oh = (ih + pad - kh) / stride + 1, ow = (iw + pad - kw) / stride + 1, zero = value();
  const int32_t oc = deep ? 1 + below(18) : 8 * (1 + below(2)), blocks = (oc + 7) / 8;
  fill(ih * iw * c, steps * blocks * 32 + 4);
  /* Weights beyond the window are 0. */
  for (int32_t i = 0; i < blocks * 8; ++i) {
    for (int32_t k = kh * kw * c; k < steps * 16; ++k) {
      int8_t *bytes = (int8_t *)w;
      bytes[deep ? i / 8 * steps * 128 + k / 16 * 128 + i % 8 * 16 + k % 16
                 : i / 4 * steps * 64 + k / 16 * 64 + i % 4 * 16 + k % 16] = 0;
    }
  }
  start();
  if (deep) {
    for (int32_t i = blocks - 1; i >= 0; --i) factors(parameters + blocks * 8 + i * 16 - 8, 8, bits(steps * 16));
    for (int32_t i = 0; i < blocks * 8; ++i) parameters[i] = below(40000) - 20000;
    edgec_mve_conv2d_deep(x, w, parameters, y, scratch, ih, iw, c, oh, ow, oc, kh, kw, stride, stride, pad, pad, x_zero,
                          rounding, zero);
    edgec_mve_conv2d_deep_in_c(x, w, parameters, z, ih, iw, c, oh, ow, oc, kh, kw, stride, stride, pad, pad, x_zero,
                               rounding, zero);
  } else {
    for (int32_t i = 0; i < oc / 4; ++i) factors(parameters + i * 12, 4, bits(steps * 16));
    edgec_mve_conv2d(x, w, parameters, y, scratch, ih, iw, c, oh, ow, oc, kh, kw, stride, stride, pad, pad, x_zero,
                     rounding, zero);
    edgec_mve_conv2d_in_c(x, w, parameters, z, ih, iw, c, oh, ow, oc, kh, kw, stride, stride, pad, pad, x_zero,
                          rounding, zero);
  }
  compare(deep ? "conv2d_deep" : "conv2d", kh, kw, c, ow);
}

static void conv3x3(void) {
  const int32_t rounding = below(2) ? EDGEC_MVE_UP : EDGEC_MVE_AWAY;
  const int32_t c = 16 * (1 + below(3)), oc = 2 * (1 + below(4)), stride = 1 + below(2), pad = below(2);
  const int32_t ih = 3 + below(5), iw = 3 + 4 * stride + below(8), x_zero = value(), zero = value();
  const int32_t oh = (ih + 2 * pad - 3) / stride + 1, ow = (iw + 2 * pad - 3) / stride + 1;
  fill(ih * iw * c, oc * c * 9 / 4);
  for (int32_t i = 0; i < oc / 2; ++i) {
    int32_t *p = parameters + i * 13;
    for (int32_t j = 0; j < 2; ++j) {
      factors(p + 8, 1, bits(9 * c));
      for (int32_t k = 0; k < 4; ++k) p[j * 4 + k] = p[8];
      p[8 + j * 2] = multiplier();
      p[9 + j * 2] = -(bits(9 * c) - 14);
    }
    p[8] = multiplier();
    p[9] = p[11];
    p[12] = zero;
  }
  start();
  edgec_mve_conv3x3(x, w, parameters, y, scratch, ih, iw, c, oh, ow, oc, stride, pad, pad, x_zero, rounding,
                    1 + below(4));
  edgec_mve_conv3x3_in_c(x, w, parameters, z, ih, iw, c, oh, ow, oc, stride, pad, pad, x_zero, rounding);
  compare("conv3x3", c, oc, ih, iw);
}

static void depthwise_weights(int32_t c) {
  for (int32_t i = 0; i < 4; ++i) w[i] = 0;
  for (int32_t i = 4; i < 4 + c * 4; ++i) w[i] = i % 4 == 3 ? 0 : w[i] & 0xFFFFFF;
  for (int32_t i = 0; i < c; ++i) factors(parameters + i * 3, 1, bits(9));
}

static void depthwise(void) {
  const int32_t some = below(8), c = some < 2 ? 8 : 12 + 4 * some, stride = 1 + below(2), pad = below(2);
  const int32_t ih = 4 + below(5), iw = 6 + 2 * below(8), x_zero = value(), zero = value();
  const int32_t oh = (ih + 2 * pad - 3) / stride + 1, ow = (iw + 2 * pad - 3) / stride + 1;
  fill(ih * iw * c, 4 + c * 4);
  depthwise_weights(c);
  start();
  edgec_mve_depthwise3x3(x, w, parameters, y, scratch, ih, iw, c, oh, ow, stride, pad, pad, x_zero, zero);
  edgec_mve_depthwise3x3_in_c(x, w, parameters, z, ih, iw, c, oh, ow, stride, pad, pad, x_zero, zero);
  compare("depthwise", c, ih, iw, stride);
}

static void depthwise_narrow(void) {
  const int32_t c = 16 * (1 + below(3)), ow = 3 + below(4), oh = (ow == 5 ? 7 : 3) + below(20);
  const int32_t x_zero = value(), zero = value();
  fill(oh * ow * c, 4 + c * 4);
  depthwise_weights(c);
  start();
  edgec_mve_depthwise3x3_in_c(x, w, parameters, z, oh, ow, c, oh, ow, 1, 1, 1, x_zero, zero);
  memcpy(y, x, (size_t)(oh * ow * c));
  edgec_mve_depthwise3x3_narrow(y, w, parameters, y, scratch, oh, ow, c, x_zero, zero);
  compare("depthwise_narrow", c, oh, ow, 0);
}

static void mean(void) {
  const int32_t n = 1 + below(256), c = 8 * (1 + below(8)), low = below(100) - 128, high = low + below(128);
  fill(n * c, 0);
  start();
  edgec_mve_mean(x, y, n, c, low, high);
  edgec_mve_mean_in_c(x, z, n, c, low, high);
  compare("mean", n, c, low, high);
}

int main(void) {
  for (int i = 0; i < 120; ++i) {
    kind = i % 8 < 4 ? i % 8 : 0;
    pointwise();
    pointwise_small();
    fully_connected();
    conv2d(0);
    conv2d(1);
    conv3x3();
    depthwise();
    depthwise_narrow();
    mean();
  }
  printf("%d cases, %d differences\n", cases, differences);
  return differences != 0;
}
