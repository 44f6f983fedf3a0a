/* 3x3 convolution of int8 images at stride 1, channels-last, by Winograd's F(2x2, 3x3) in integers: 16 products for
 * each four outputs instead of 36, exact, as the transformed weights are kept with a factor of 4. They take 32 bits a
 * weight.
 *
 * Two tiles of 2x2 outputs, side by side, are computed at a time, with two output channels: for each of the 16
 * positions of the transform a product of the channels of both tiles with those of two rows of weights.
 *
 * Weights, as halves: for each pair (a, b) of output channels, for each position, row by row, for each four input
 * channels k: a of (k, k + 2); b of these; a of (k + 1, k + 3); b of these. Then for each output channel four times
 * the bias; multiplier; constant; shift for EDGEC_DSP_TWICE, of dsp.h's forms for sums that come four times as large.
 *
 * Transformed pixels: for each position, for each four channels k: the first tile's (k, k + 2); the second's; the
 * first's (k + 1, k + 3); the second's. The sums of four products follow: of the first tile with a and b, of the
 * second. */
#ifndef EDGEC_DSP_WINOGRAD_H
#define EDGEC_DSP_WINOGRAD_H

#include "dsp_halves.h"

/* Columns and rows of a patch of 4x6 pixels, row bytes apart, of halves at h, 0 or 1: t[i] are those of B^T x. */
#define EDGEC_WINOGRAD_COLUMN(bytes, j)                                                                           \
  {                                                                                                               \
    const uint32_t a = bytes(edgec_load_word(x0 + (j) * ci)), b = bytes(edgec_load_word(x1 + (j) * ci));          \
    const uint32_t c = bytes(edgec_load_word(x2 + (j) * ci)), d = bytes(edgec_load_word(x3 + (j) * ci));          \
    t[0][j] = edgec_dsp_subtract(a, c), t[1][j] = edgec_dsp_add(b, c);                                            \
    t[2][j] = edgec_dsp_subtract(c, b), t[3][j] = edgec_dsp_subtract(b, d);                                       \
  }
#define EDGEC_WINOGRAD_ROW(i, h)                                                                                  \
  {                                                                                                               \
    uint32_t *const v = u + 4 * (i) * (ci + 4) + 2 * (h);                                                         \
    v[0] = edgec_dsp_subtract(t[i][0], t[i][2]), v[1] = edgec_dsp_subtract(t[i][2], t[i][4]);                     \
    v[ci + 4] = edgec_dsp_add(t[i][1], t[i][2]), v[ci + 5] = edgec_dsp_add(t[i][3], t[i][4]);                     \
    v[2 * ci + 8] = edgec_dsp_subtract(t[i][2], t[i][1]), v[2 * ci + 9] = edgec_dsp_subtract(t[i][4], t[i][3]);   \
    v[3 * ci + 12] = edgec_dsp_subtract(t[i][1], t[i][3]), v[3 * ci + 13] = edgec_dsp_subtract(t[i][3], t[i][5]); \
  }
#define EDGEC_WINOGRAD_HALVES(bytes, h)                                                                           \
  EDGEC_WINOGRAD_COLUMN(bytes, 0) EDGEC_WINOGRAD_COLUMN(bytes, 1) EDGEC_WINOGRAD_COLUMN(bytes, 2)                 \
  EDGEC_WINOGRAD_COLUMN(bytes, 3) EDGEC_WINOGRAD_COLUMN(bytes, 4) EDGEC_WINOGRAD_COLUMN(bytes, 5)                 \
  EDGEC_WINOGRAD_ROW(0, h) EDGEC_WINOGRAD_ROW(1, h) EDGEC_WINOGRAD_ROW(2, h) EDGEC_WINOGRAD_ROW(3, h)

/* Four channels of both tiles, whose patch of ci channels begins at x, transformed to u. */
EDGEC_FN void edgec_dsp_winograd_input(const int8_t *x, int32_t row, uint32_t *u, int32_t ci) {
  const int8_t *const x0 = x, *const x1 = x0 + row, *const x2 = x1 + row, *const x3 = x2 + row;
  uint32_t t[4][6];
  EDGEC_WINOGRAD_HALVES(edgec_dsp_even_bytes, 0)
  EDGEC_WINOGRAD_HALVES(edgec_dsp_odd_bytes, 1)
}

/* A patch of 4x6 pixels of ci channels from row y0 and column x0 of x[ih, iw, ci] on; pixels outside are x_zero. */
EDGEC_FN void edgec_dsp_winograd_patch(uint32_t *patch, const int8_t *x, int32_t ih, int32_t iw, int32_t ci,
                                       int32_t y0, int32_t x0, int32_t x_zero) {
  const uint32_t zero = (uint32_t)(uint8_t)x_zero * 0x01010101u;
  for (int32_t i = 0; i < 24; ++i) {
    const int32_t r = y0 + i / 6, c = x0 + i % 6, in = r >= 0 && r < ih && c >= 0 && c < iw;
    const int8_t *from = in ? x + (r * iw + c) * ci : x;
    for (int32_t k = 0; k < ci; k += 4) *patch++ = in ? edgec_load_word(from + k) : zero;
  }
}

#if EDGEC_DSP
/* r0: x, r1: w, sums in r10 r11 r12 lr. */
#define EDGEC_WINOGRAD_STEP                                                                                       \
  "ldm r1!, {r2-r5}\n ldm r0!, {r6-r9}\n"                                                                         \
  "smlad r10, r6, r2, r10\n smlad r11, r6, r3, r11\n smlad r12, r7, r2, r12\n smlad lr, r7, r3, lr\n"             \
  "smlad r10, r8, r4, r10\n smlad r11, r8, r5, r11\n smlad r12, r9, r4, r12\n smlad lr, r9, r5, lr\n"
#define EDGEC_WINOGRAD_FIRST_STEP                                                                                 \
  "ldm r1!, {r2-r5}\n ldm r0!, {r6-r9}\n"                                                                         \
  "smuad r10, r6, r2\n smuad r11, r6, r3\n smuad r12, r7, r2\n smuad lr, r7, r3\n"                                \
  "smlad r10, r8, r4, r10\n smlad r11, r8, r5, r11\n smlad r12, r9, r4, r12\n smlad lr, r9, r5, lr\n"
#define EDGEC_DEFINE_WINOGRAD_PRODUCTS(ci)                                                                        \
  EDGEC_NAKED void edgec_dsp_winograd_##ci##_products(uint32_t *u EDGEC_UNUSED, const int32_t *w EDGEC_UNUSED) {  \
    __asm__ volatile("push {r4-r11, lr}\n add r2, r0, #(16 * 4 * (" #ci " + 4))\n push {r2}\n"                    \
                     "1: .rept 2\n" EDGEC_WINOGRAD_FIRST_STEP ".rept " #ci " / 4 - 1\n" EDGEC_WINOGRAD_STEP       \
                     ".endr\n stm r0!, {r10, r11, r12, lr}\n .endr\n"                                             \
                     "ldr r2, [sp]\n cmp r0, r2\n bne 1b\n pop {r2}\n pop {r4-r11, pc}\n");                       \
  }
#else
#define EDGEC_DEFINE_WINOGRAD_PRODUCTS(ci)                                                                        \
  EDGEC_FN void edgec_dsp_winograd_##ci##_products(uint32_t *u, const int32_t *w) {                               \
    for (int32_t position = 0; position < 16; ++position, u += 4) {                                               \
      uint32_t m[4] = {0, 0, 0, 0};                                                                               \
      for (int32_t k = 0; k < ci; k += 2, u += 2, w += 2) {                                                       \
        for (int32_t i = 0; i < 4; ++i) m[i] = edgec_dsp_dot(u[i / 2], (uint32_t)w[i % 2], m[i]);                 \
      }                                                                                                           \
      memcpy(u, m, sizeof m);                                                                                     \
    }                                                                                                             \
  }
#endif

/* A^T m A of both tiles for two output channels with the constants c: 2x2 outputs each, column and row bytes apart. */
#if EDGEC_DSP
/* r0: sums, r1: constants, r2: y, r3: distance of columns; sums of outputs in r4 to r7. A column of the transform, of
 * sums at byte first of each position: r8, r11 its outer rows, r9 r10 sum and difference of the inner ones. */
#define EDGEC_WINOGRAD_SUM(to, ci, position, first)                                                               \
  "ldr " to ", [r0, #(" #position " * 4 * (" #ci " + 4) + " #first ")]\n"
#define EDGEC_WINOGRAD_SUMS(ci, column, first, bias)                                                              \
  EDGEC_WINOGRAD_SUM("r9", ci, (4 + column), first) EDGEC_WINOGRAD_SUM("r12", ci, (8 + column), first) bias       \
  EDGEC_WINOGRAD_SUM("r8", ci, column, first) EDGEC_WINOGRAD_SUM("r11", ci, (12 + column), first)                 \
  "sub r10, r9, r12\n add r9, r9, r12\n"
#define EDGEC_WINOGRAD_FITTED(first)                                                                              \
  "ldrd r8, r9, [r1, #(4 * " #first " + 4)]\n"                                                                    \
  "smmla r4, r4, r8, r9\n smmla r5, r5, r8, r9\n smmla r6, r6, r8, r9\n smmla r7, r7, r8, r9\n"                   \
  "ssat r4, #8, r4, asr #3\n ssat r5, #8, r5, asr #3\n ssat r6, #8, r6, asr #3\n ssat r7, #8, r7, asr #3\n"
#define EDGEC_WINOGRAD_TWICE_IN(sum)                                                                              \
  "asr " sum ", " sum ", #1\n add r11, r9, " sum ", asr #31\n smmlar " sum ", " sum ", r8, r11\n"                 \
  "asr " sum ", " sum ", r10\n ssat " sum ", #8, " sum "\n"
#define EDGEC_WINOGRAD_TWICE(first)                                                                               \
  "ldrd r8, r9, [r1, #(4 * " #first " + 4)]\n ldr r10, [r1, #(4 * " #first " + 12)]\n"                            \
  EDGEC_WINOGRAD_TWICE_IN("r4") EDGEC_WINOGRAD_TWICE_IN("r5")                                                     \
  EDGEC_WINOGRAD_TWICE_IN("r6") EDGEC_WINOGRAD_TWICE_IN("r7")
#define EDGEC_WINOGRAD_CHANNEL(ci, first, FORM)                                                                   \
  EDGEC_WINOGRAD_SUMS(ci, 1, first, "ldr r11, [r1, #(4 * " #first ")]\n add r9, r9, r11\n")                       \
  "add r4, r8, r9\n sub r6, r10, r11\n"                                                                           \
  EDGEC_WINOGRAD_SUMS(ci, 2, first, "")                                                                           \
  "add r9, r8, r9\n sub r10, r10, r11\n"                                                                          \
  "sub r5, r4, r9\n add r4, r4, r9\n sub r7, r6, r10\n add r6, r6, r10\n"                                         \
  EDGEC_WINOGRAD_SUMS(ci, 0, first, "")                                                                           \
  "add r4, r4, r8\n add r4, r4, r9\n add r6, r6, r10\n sub r6, r6, r11\n"                                         \
  EDGEC_WINOGRAD_SUMS(ci, 3, first, "")                                                                           \
  "sub r5, r5, r8\n sub r5, r5, r9\n sub r7, r7, r10\n add r7, r7, r11\n"                                         \
  EDGEC_WINOGRAD_##FORM(first)                                                                                    \
  "ldr r12, [sp]\n add r12, r2, r12\n"                                                                            \
  "strb r4, [r2], #1\n strb r6, [r12], #1\n sub r8, r3, #1\n strb r5, [r2, r8]\n strb r7, [r12, r8]\n"
#define EDGEC_DEFINE_WINOGRAD_OUTPUT(NAME, FORM, ci)                                                              \
  EDGEC_NAKED void NAME##_output(const uint32_t *m EDGEC_UNUSED, const int32_t *c EDGEC_UNUSED,                   \
                                 int8_t *y EDGEC_UNUSED, int32_t column EDGEC_UNUSED,                             \
                                 int32_t row EDGEC_UNUSED) {                                                      \
    __asm__ volatile("push {r4-r11, lr}\n ldr r12, [sp, #36]\n push {r12}\n mov lr, #2\n"                        \
                     "1:\n" EDGEC_WINOGRAD_CHANNEL(ci, 0, FORM) EDGEC_WINOGRAD_CHANNEL(ci, 4, FORM)               \
                     "add r0, r0, #8\n add r2, r2, r3, lsl #1\n sub r2, r2, #2\n subs lr, lr, #1\n bne 1b\n"      \
                     "pop {r12}\n pop {r4-r11, pc}\n");                                                           \
  }
#else
#define EDGEC_WINOGRAD_FITTED(sum) edgec_dsp_fitted(sum, c[1], c[2], edgec_dsp_shift(EDGEC_DSP_FITTED))
#define EDGEC_WINOGRAD_TWICE(sum) edgec_dsp_twice((int32_t)(sum) >> 1, c[1], c[2], c[3])
#define EDGEC_DEFINE_WINOGRAD_OUTPUT(NAME, FORM, ci)                                                              \
  EDGEC_FN void NAME##_output(const uint32_t *m, const int32_t *c, int8_t *y, int32_t column, int32_t row) {      \
    for (int32_t i = 0; i < 4; ++i, ++m, c += i % 2 ? 4 : -4) {                                                   \
      int8_t *const to = y + i / 2 * 2 * column + i % 2;                                                          \
      uint32_t t[2][4];                                                                                           \
      for (int32_t j = 0; j < 4; ++j) {                                                                           \
        const uint32_t *q = m + j * (ci + 4);                                                                     \
        const uint32_t p = q[4 * (ci + 4)] + (j == 1 ? (uint32_t)c[0] : 0), r = q[8 * (ci + 4)];                  \
        t[0][j] = q[0] + p + r, t[1][j] = p - r - q[12 * (ci + 4)];                                               \
      }                                                                                                           \
      for (int32_t j = 0; j < 2; ++j) {                                                                           \
        to[j * row] = EDGEC_WINOGRAD_##FORM(t[j][0] + t[j][1] + t[j][2]);                                         \
        to[j * row + column] = EDGEC_WINOGRAD_##FORM(t[j][1] - t[j][2] - t[j][3]);                                \
      }                                                                                                           \
    }                                                                                                             \
  }
#endif

/* edgec_dsp_winograd_<ci>, with _twice for that form: y[batch, oh, ow, oc] of x[batch, ih, iw, ci]; oc is even.
 * scratch: 64 * (ci + 4) + 24 * ci + 8 * oc bytes, aligned to 4. */
#define EDGEC_DEFINE_WINOGRAD(NAME, FORM, ci)                                                                     \
  EDGEC_DEFINE_WINOGRAD_OUTPUT(NAME, FORM, ci)                                                                    \
  EDGEC_FN void NAME(const int8_t *x, const int32_t *weights, int8_t *y, void *scratch, int32_t batch,            \
                     int32_t ih, int32_t iw, int32_t oh, int32_t ow, int32_t oc, int32_t pad_top,                 \
                     int32_t pad_left, int32_t x_zero) {                                                          \
    uint32_t *const u = (uint32_t *)scratch, *const patch = u + 16 * (ci + 4);                                    \
    int8_t *const part = (int8_t *)(patch + 6 * ci);                                                              \
    const int32_t across = (ow + 3) / 4, tiles = (oh + 1) / 2 * across;                                           \
    for (int32_t p = 0; p < batch * tiles; ++p) {                                                                 \
      const int32_t r = p % tiles / across * 2, c = p % across * 4, y0 = r - pad_top, x0 = c - pad_left;          \
      const int8_t *const image = x + p / tiles * (ih * iw * ci), *from = (const int8_t *)patch;                  \
      int8_t *to = y + ((p / tiles * oh + r) * ow + c) * oc;                                                      \
      const int whole = r + 2 <= oh && c + 4 <= ow;                                                               \
      int32_t x_row = 6 * ci, y_row = ow * oc;                                                                    \
      if (y0 >= 0 && x0 >= 0 && y0 + 4 <= ih && x0 + 6 <= iw) {                                                   \
        from = image + (y0 * iw + x0) * ci, x_row = iw * ci;                                                      \
      } else {                                                                                                    \
        edgec_dsp_winograd_patch(patch, image, ih, iw, ci, y0, x0, x_zero);                                       \
      }                                                                                                           \
      for (int32_t k = 0; k < ci; k += 4) edgec_dsp_winograd_input(from + k, x_row, u + k, ci);                   \
      const int32_t *w = weights, *constants = weights + oc * 8 * ci;                                             \
      int8_t *out = whole ? to : part;                                                                            \
      if (!whole) y_row = 4 * oc;                                                                                 \
      for (int32_t o = 0; o < oc; o += 2, w += 16 * ci, constants += 8, out += 2) {                               \
        edgec_dsp_winograd_##ci##_products(u, w);                                                                 \
        NAME##_output(u + ci, constants, out, oc, y_row);                                                         \
      }                                                                                                           \
      for (int32_t i = 0; !whole && i < edgec_min(2, oh - r); ++i) {                                              \
        memcpy(to + i * ow * oc, part + i * y_row, (size_t)(edgec_min(4, ow - c) * oc));                          \
      }                                                                                                           \
    }                                                                                                             \
  }

#define EDGEC_DEFINE_DSP_WINOGRAD(ci)                                                                             \
  EDGEC_DEFINE_WINOGRAD_PRODUCTS(ci)                                                                              \
  EDGEC_DEFINE_WINOGRAD(edgec_dsp_winograd_##ci, FITTED, ci)                                                      \
  EDGEC_DEFINE_WINOGRAD(edgec_dsp_winograd_##ci##_twice, TWICE, ci)

EDGEC_DEFINE_DSP_WINOGRAD(8)
EDGEC_DEFINE_DSP_WINOGRAD(16)
EDGEC_DEFINE_DSP_WINOGRAD(24)
EDGEC_DEFINE_DSP_WINOGRAD(32)
EDGEC_DEFINE_DSP_WINOGRAD(48)
EDGEC_DEFINE_DSP_WINOGRAD(64)

#endif
