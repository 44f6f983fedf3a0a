/* Depthwise 3x3 convolution, channels-last, for Arm's scalar floating point unit. Semantics: TFLite DEPTHWISE_CONV_2D
 * with a depth multiplier of 1; padding is zero.
 *
 * Three rows of the image lie, padded, in a ring of scratch memory: no tap is outside, and the output may take the
 * image's place. For each 4 channels the weights are 4 biases and 4 numbers for each of the 9 taps.
 */
#ifndef EDGEC_VFP_DEPTHWISE_CONV2D_H
#define EDGEC_VFP_DEPTHWISE_CONV2D_H

#include "padded_rows.h"

#define EDGEC_VFP_TAP(x0, x1, x2, x3, w0, w1, w2, w3)                                                             \
  "vfma.f32 s0, " x0 ", " w0 "\n\tvfma.f32 s1, " x1 ", " w1 "\n\t"                                                \
  "vfma.f32 s2, " x2 ", " w2 "\n\tvfma.f32 s3, " x3 ", " w3 "\n\t"
/* Three taps of four channels, from the row at register r on. */
#define EDGEC_VFP_TAPS(r)                                                                                         \
  "add %[t], " r ", %[column]\n\t"                                                                                \
  "vldmia " r "!, {s8-s11}\n\t"                                                                                   \
  "vldmia %[t], {s12-s15}\n\t"                                                                                    \
  "add %[t], %[t], %[column]\n\t"                                                                                 \
  "vldmia %[t], {s16-s19}\n\t"                                                                                    \
  "vldmia %[w]!, {s20-s31}\n\t" EDGEC_VFP_TAP("s8", "s9", "s10", "s11", "s20", "s21", "s22", "s23")               \
      EDGEC_VFP_TAP("s12", "s13", "s14", "s15", "s24", "s25", "s26", "s27")                                       \
          EDGEC_VFP_TAP("s16", "s17", "s18", "s19", "s28", "s29", "s30", "s31")

/* One output pixel: y[channels], a positive multiple of 4, from the windows whose rows begin at r0, r1 and r2. */
EDGEC_FN void edgec_vfp_depthwise_pixel(const float *r0, const float *r1, const float *r2, const float *w, float *y,
                                        int32_t channels) {
#ifdef EDGEC_VFP
  const float *t;
  int32_t n = channels;
  __asm__ __volatile__(
      "1:\n\t"
      "vldmia %[w]!, {s0-s3}\n\t" EDGEC_VFP_TAPS("%[r0]") EDGEC_VFP_TAPS("%[r1]") EDGEC_VFP_TAPS("%[r2]")
      "subs %[n], %[n], #4\n\t"
      "vstmia %[y]!, {s0-s3}\n\t"
      "bne 1b"
      : [r0] "+r"(r0), [r1] "+r"(r1), [r2] "+r"(r2), [w] "+r"(w), [y] "+r"(y), [n] "+r"(n), [t] "=&r"(t)
      : [column] "r"(4 * channels)
      : EDGEC_VFP_REGISTERS, "cc", "memory");
#else
  for (int32_t c = 0; c < channels; ++c) {
    const float *v = w + c / 4 * 40 + c % 4, *const rows[3] = {r0, r1, r2};
    float sum = *v;
    for (int32_t t = 0; t < 9; ++t) sum = edgec_f32_fma(sum, rows[t / 3][t % 3 * channels + c], v[4 + 4 * t]);
    y[c] = sum;
  }
#endif
}

/* x[batch, ih, iw, channels], y[batch, oh, ow, channels]. ring has room for 3 * ((ow - 1) * stride_w + 3) * channels
 * numbers. y may be x where the sizes agree and the strides are 1. */
EDGEC_FN void edgec_vfp_depthwise_conv2d_3x3(const float *x, const float *w, float *y, float *ring, int32_t batch,
                                             int32_t ih, int32_t iw, int32_t channels, int32_t oh, int32_t ow,
                                             int32_t stride_h, int32_t stride_w, int32_t pad_top, int32_t pad_left,
                                             float lo, float hi) {
  const int32_t columns = (ow - 1) * stride_w + 3, size = columns * channels;
  for (int32_t b = 0; b < batch; ++b, x += ih * iw * channels) {
    for (int32_t oy = 0, next = 0; oy < oh; ++oy) {
      const int32_t top = oy * stride_h;
      edgec_f32_padded_rows(x, ring, ih, iw, channels, pad_top, pad_left, columns, top, 3, &next);
      const float *r0 = ring + top % 3 * size, *r1 = ring + (top + 1) % 3 * size, *r2 = ring + (top + 2) % 3 * size;
      for (int32_t ox = 0; ox < ow; ++ox, y += channels) {
        const int32_t at = ox * stride_w * channels;
        edgec_vfp_depthwise_pixel(r0 + at, r1 + at, r2 + at, w, y, channels);
      }
      edgec_vfp_clamp(y - ow * channels, ow * channels, lo, hi);
    }
  }
}

#endif
