/* 3x3 convolutions of int8 images on MVE, four pixels and two channels at a time.
 *
 * A band of the image is copied to scratch memory with its padding: [row][c / 16][column][16]. Columns that one block
 * of four pixels needs stay in registers while the window moves over them. */
#ifndef EDGEC_MVE_CONV3X3_H
#define EDGEC_MVE_CONV3X3_H

#include "mve.h"

/* x[ih, iw, c], y[oh, ow, oc] = scaled(sum of the window's x * w[o] + bias[o]); strides are stride, 1 or 2; pixels
 * outside the image are x_zero.
 *
 * Preconditions: c is a multiple of 16, oc of 2; ow >= 4; oc < 2^14; rounding is not EDGEC_MVE_ONCE.
 *
 * w: for each two channels [3 rows][c / 16][columns 0, 2, 1][2 channels][16]. parameters: for each two channels {bias
 * a four times, bias b four times, multiplier a, shift a, multiplier b, shift b, zero point of y}, see
 * edgec_mve_scaled; biases are for x without its zero point. Scratch memory: (stride * (band - 1) + 3) * c * columns,
 * where columns is stride * (ow - 1) + 3 and band the number of rows of y that are computed at a time. */
EDGEC_FN void edgec_mve_conv3x3_in_c(const int8_t *x, const int32_t *w, const int32_t *parameters, int8_t *y,
                                     int32_t ih, int32_t iw, int32_t c, int32_t oh, int32_t ow, int32_t oc,
                                     int32_t stride, int32_t pad_top, int32_t pad_left, int32_t x_zero,
                                     int32_t rounding) {
  for (int32_t p = 0; p < oh * ow; ++p) {
    const int32_t y0 = p / ow * stride - pad_top, x0 = p % ow * stride - pad_left;
    for (int32_t o = 0; o < oc; ++o) {
      const int32_t *v = w + (o / 2 * 18 * c + o % 2 * 16) / 4;
      const int32_t *q = parameters + o / 2 * 13, *factor = q + 8 + o % 2 * 2;
      int32_t sum = q[o % 2 * 4];
      for (int32_t t = 0; t < 9; ++t) {
        const int32_t row = y0 + t / 3, column = x0 + t % 3, place = t % 3 == 0 ? 0 : 3 - t % 3;
        const int inside = row >= 0 && row < ih && column >= 0 && column < iw;
        for (int32_t i = 0; i < c; ++i) {
          const int32_t a = inside ? x[(row * iw + column) * c + i] : x_zero;
          sum += a * edgec_mve_weight(v, (t / 3 * (c / 16) + i / 16) * 96 + place * 32 + i % 16);
        }
      }
      *y++ = edgec_mve_scaled(sum, factor[0], factor[1], rounding, q[12]);
    }
  }
}

#ifdef EDGEC_MVE
/* n vectors, the first at x, each step bytes further, one after the other to y. */
EDGEC_FN void edgec_mve_copy_columns(const int8_t *x, int32_t step, int8_t *y, int32_t n) {
  __asm__ volatile(
      "dls lr, %3\n 1:\n vldrw.u32 q0, [%0]\n add %0, %2\n vstrw.32 q0, [%1], #16\n le lr, 1b"
      : "+r"(x), "+r"(y)
      : "r"(step), "r"(n)
      : "lr", "q0", "memory");
}

#define EDGEC_MVE_X(q, offset) "vldrw.u32 " q ", [r1, #" offset "]\n "
#define EDGEC_MVE_W(q) "vldrw.u32 " q ", [r7], #16\n "
/* A column of the window: four pixels times weights, loads in between. */
#define EDGEC_MVE_TAP_A(w, x0, l0, x1, l1, x2, l2, x3, l3)                                                          \
  "vmladava.s8 r0, " x0 ", " w "\n " l0 "vmladava.s8 r2, " x1 ", " w "\n " l1 "vmladava.s8 r4, " x2 ", " w "\n " l2 \
  "vmladava.s8 r6, " x3 ", " w "\n " l3
#define EDGEC_MVE_TAP_B(w, x0, l0, x1, l1, x2, l2, x3, l3)                                                            \
  "vmladava.s8 r8, " x0 ", " w "\n " l0 "vmladava.s8 r10, " x1 ", " w "\n " l1 "vmladava.s8 r12, " x2 ", " w "\n " l2 \
  "vmladava.s8 lr, " x3 ", " w "\n " l3
/* A row of the window, 16 elements of each column. */
#define EDGEC_MVE_WINDOW_ROW_1                                                                                       \
  EDGEC_MVE_W("q6") EDGEC_MVE_X("q0", "0")                                                                           \
  EDGEC_MVE_TAP_A("q6", "q0", EDGEC_MVE_X("q1", "16"), "q1", EDGEC_MVE_X("q2", "32"), "q2", EDGEC_MVE_X("q3", "48"), \
                  "q3", EDGEC_MVE_W("q7"))                                                                           \
  EDGEC_MVE_TAP_B("q7", "q0", EDGEC_MVE_X("q4", "64"), "q1", EDGEC_MVE_W("q6"), "q2", EDGEC_MVE_X("q5", "80"), "q3", \
                  EDGEC_MVE_W("q7"))                                                                                 \
  EDGEC_MVE_TAP_A("q6", "q2", "add r1, r1, r9\n ", "q3", "", "q4", "", "q5", EDGEC_MVE_W("q6"))                      \
  EDGEC_MVE_TAP_B("q7", "q2", "", "q3", "", "q4", "", "q5", EDGEC_MVE_W("q7"))                                       \
  EDGEC_MVE_TAP_A("q6", "q1", "", "q2", "", "q3", "", "q4", "")                                                      \
  EDGEC_MVE_TAP_B("q7", "q1", "", "q2", "", "q3", "", "q4", "")
#define EDGEC_MVE_WINDOW_ROW_2                                                                                        \
  EDGEC_MVE_W("q6") EDGEC_MVE_X("q0", "0")                                                                            \
  EDGEC_MVE_TAP_A("q6", "q0", EDGEC_MVE_X("q1", "32"), "q1", EDGEC_MVE_X("q2", "64"), "q2", EDGEC_MVE_X("q3", "96"),  \
                  "q3", EDGEC_MVE_W("q7"))                                                                            \
  EDGEC_MVE_TAP_B("q7", "q0", EDGEC_MVE_X("q4", "128"), "q1", EDGEC_MVE_W("q6"), "q2", EDGEC_MVE_X("q0", "16"), "q3", \
                  EDGEC_MVE_W("q7"))                                                                                  \
  EDGEC_MVE_TAP_A("q6", "q1", EDGEC_MVE_X("q5", "48"), "q2", "", "q3", "", "q4", EDGEC_MVE_W("q6"))                   \
  EDGEC_MVE_TAP_B("q7", "q1", EDGEC_MVE_X("q1", "80"), "q2", EDGEC_MVE_X("q2", "112"), "q3", "", "q4",                \
                  EDGEC_MVE_W("q7"))                                                                                  \
  EDGEC_MVE_TAP_A("q6", "q0", "add r1, r1, r9\n ", "q5", "", "q1", "", "q2", "")                                      \
  EDGEC_MVE_TAP_B("q7", "q0", "", "q5", "", "q1", "", "q2", "")

/* Blocks of a row of y. The arguments, by their bytes: 0 room for sums, 32 places of y, 48 x, 52 c / 16, 56 w,
 * 60 parameters, 64 their end, 68 step of y, 72 blocks, 76 y, 80 a row of x. */
#define EDGEC_MVE_DEFINE_WINDOWS(stride, ROW, block, rounding)                                                    \
  EDGEC_MVE_FN void edgec_mve_windows_##stride##_##rounding(uint32_t *arguments) {                                \
    register uint32_t *r1 __asm__("r1") = arguments;                                                              \
    __asm__ volatile(                                                                                             \
        "push {r1, r7}\n ldrd r3, r9, [r1, #76]\n .p2align 2\n "                                                  \
        "0:\n ldrd r7, r5, [r1, #56]\n "                                                                          \
        "1:\n ldrd r1, r11, [r1, #48]\n ldm r5!, {r0, r2, r4, r6, r8, r10, r12, lr}\n "                           \
        "2:\n " ROW ROW ROW                                                                                       \
        "subs.w r11, r11, #1\n bne 2b\n ldr r1, [sp]\n stm r1, {r0, r2, r4, r6, r8, r10, r12, lr}\n "             \
        "vldrw.u32 q0, [r1]\n ldm r5!, {r0, r2, r4, r6, r8}\n vldrw.u32 q1, [r1, #16]\n "                         \
        EDGEC_MVE_HIGH_##rounding "q0, q0, r0\n ldr r10, [r1, #64]\n " EDGEC_MVE_HIGH_##rounding "q1, q1, r4\n "  \
        "vldrw.u32 q2, [r1, #32]\n " EDGEC_MVE_FIX_##rounding("r12", "q0", "q1") "vrshl.s32 q0, r2\n "            \
        "vrshl.s32 q1, r6\n cmp r5, r10\n vmovnt.i32 q0, q1\n vadd.i16 q0, q0, r8\n vqmovnb.s16 q0, q0\n "        \
        "vstrb.16 q0, [r3, q2]\n add r3, #2\n bne 1b\n ldr r0, [r1, #48]\n ldrd r2, r4, [r1, #68]\n "             \
        "add r0, #" block "\n add r3, r3, r2\n subs r4, #1\n str r0, [r1, #48]\n str r4, [r1, #72]\n bne 0b\n "   \
        "pop {r1, r7}"                                                                                            \
        : "+r"(r1)                                                                                                \
        :                                                                                                         \
        : EDGEC_MVE_CLOBBERS);                                                                                    \
  }

EDGEC_MVE_DEFINE_WINDOWS(1, EDGEC_MVE_WINDOW_ROW_1, "64", UP)
EDGEC_MVE_DEFINE_WINDOWS(1, EDGEC_MVE_WINDOW_ROW_1, "64", AWAY)
EDGEC_MVE_DEFINE_WINDOWS(2, EDGEC_MVE_WINDOW_ROW_2, "128", UP)
EDGEC_MVE_DEFINE_WINDOWS(2, EDGEC_MVE_WINDOW_ROW_2, "128", AWAY)

/* Four columns a block of a row of y; x is the first column of its window. */
EDGEC_FN void edgec_mve_window_blocks(const int8_t *x, const int32_t *w, const int32_t *parameters, int8_t *y,
                                      int32_t c, int32_t oc, int32_t stride, int32_t columns, int32_t blocks,
                                      int32_t rounding) {
  uint32_t arguments[21];
  for (uint32_t i = 0; i < 4; ++i) arguments[8 + i] = i * (uint32_t)oc * 0x10001u + 0x10000u;
  arguments[12] = edgec_mve_word(x);
  arguments[13] = (uint32_t)c / 16;
  arguments[14] = edgec_mve_word(w);
  arguments[15] = edgec_mve_word(parameters);
  arguments[16] = edgec_mve_word(parameters + oc / 2 * 13);
  arguments[17] = (uint32_t)oc * 3;
  arguments[18] = (uint32_t)blocks;
  arguments[19] = edgec_mve_word(y);
  arguments[20] = (uint32_t)columns * 16;
  if (rounding == EDGEC_MVE_UP) {
    if (stride == 1) {
      edgec_mve_windows_1_UP(arguments);
    } else {
      edgec_mve_windows_2_UP(arguments);
    }
  } else if (stride == 1) {
    edgec_mve_windows_1_AWAY(arguments);
  } else {
    edgec_mve_windows_2_AWAY(arguments);
  }
}
#endif

EDGEC_MVE_FN void edgec_mve_conv3x3(const int8_t *x, const int32_t *w, const int32_t *parameters, int8_t *y,
                                    int8_t *scratch, int32_t ih, int32_t iw, int32_t c, int32_t oh, int32_t ow,
                                    int32_t oc, int32_t stride, int32_t pad_top, int32_t pad_left, int32_t x_zero,
                                    int32_t rounding, int32_t band) {
#ifdef EDGEC_MVE
  const int32_t columns = stride * (ow - 1) + 3, pitch = columns * c, inside = edgec_min(iw, columns - pad_left);
  int8_t border[16];
  edgec_mve_fill(border, x_zero, 16);
  edgec_mve_fill(scratch, x_zero, (stride * (band - 1) + 3) * pitch);
  for (int32_t first = 0; first < oh; first += band) {
    const int32_t rows = edgec_min(band, oh - first), top = first * stride - pad_top;
    for (int32_t r = 0; r < stride * (rows - 1) + 3; ++r) {
      const int exists = top + r >= 0 && top + r < ih;
      for (int32_t i = 0; i < c; i += 16) {
        edgec_mve_copy_columns(exists ? x + (top + r) * iw * c + i : border, exists ? c : 0,
                               scratch + r * pitch + i * columns + pad_left * 16, inside);
      }
    }
    for (int32_t r = 0; r < rows; ++r, y += ow * oc) {
      const int8_t *window = scratch + r * stride * pitch;
      edgec_mve_window_blocks(window, w, parameters, y, c, oc, stride, columns, ow / 4,
                              rounding);
      if (ow % 4 != 0) {
        edgec_mve_window_blocks(window + (ow - 4) * stride * 16, w, parameters, y + (ow - 4) * oc, c, oc, stride,
                                columns, 1, rounding);
      }
    }
  }
#else
  (void)scratch;
  (void)band;
  edgec_mve_conv3x3_in_c(x, w, parameters, y, ih, iw, c, oh, ow, oc, stride, pad_top, pad_left, x_zero,
                         rounding);
#endif
}

#endif
