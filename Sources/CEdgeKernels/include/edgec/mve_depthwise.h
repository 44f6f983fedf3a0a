/* Depthwise 3x3 convolutions of int8 images on MVE, one output of one channel by one VMLADAV.
 *
 * Strips of four rows of the image are transposed in scratch memory: [column][channel][4 rows], with the padding. A
 * vector of four words of it is a window of 4x4 pixels of one channel; it holds four windows of 3x3, whose weights are
 * the same nine at four places of a vector.
 * */
#ifndef EDGEC_MVE_DEPTHWISE_H
#define EDGEC_MVE_DEPTHWISE_H

#include "mve.h"

/* x[ih, iw, c], y[oh, ow, c] = scaled(sum of the window's x * w[c] + bias[c]); strides are stride, 1 or 2; pixels
 * outside the image are x_zero. y must not be x.
 *
 * Preconditions: c is 8 and iw even, or c >= 16 and a multiple of 4; ow >= 4 and oh >= 2 for stride 1; every window
 * begins at most one pixel outside the image and ends at most one outside; (ow + 8) * c < 2^16.
 *
 * w: 16 zeros, then for each channel 16 bytes, of which byte 4 * column + row is the weight and the others are 0.
 * parameters: for each channel {bias, multiplier, shift}, see edgec_mve_scaled; bias is for x without its zero point.
 * Scratch memory: edgec_mve_depthwise_columns columns of 4 * min(c, 16) bytes. */
EDGEC_FN void edgec_mve_depthwise3x3_in_c(const int8_t *x, const int32_t *w, const int32_t *parameters, int8_t *y,
                                          int32_t ih, int32_t iw, int32_t c, int32_t oh, int32_t ow, int32_t stride,
                                          int32_t pad_top, int32_t pad_left, int32_t x_zero, int32_t y_zero) {
  for (int32_t p = 0; p < oh * ow; ++p) {
    const int32_t y0 = p / ow * stride - pad_top, x0 = p % ow * stride - pad_left;
    for (int32_t i = 0; i < c; ++i) {
      const int32_t *v = w + 4 + i * 4;
      const int32_t *q = parameters + i * 3;
      int32_t sum = q[0];
      for (int32_t t = 0; t < 9; ++t) {
        const int32_t row = y0 + t / 3, column = x0 + t % 3;
        const int inside = row >= 0 && row < ih && column >= 0 && column < iw;
        sum += (inside ? x[(row * iw + column) * c + i] : x_zero) * edgec_mve_weight(v, t % 3 * 4 + t / 3);
      }
      *y++ = edgec_mve_scaled(sum, q[1], q[2], EDGEC_MVE_UP, y_zero);
    }
  }
}

#ifdef EDGEC_MVE
/* Four rows of 16 bytes a column, n times, to [16][4] each. Each row begins at rows[i] and moves on by steps[i]. */
EDGEC_FN void edgec_mve_transpose(const int8_t *const *rows, const int32_t *steps, int8_t *columns, int32_t n) {
  register const int8_t *r0 __asm__("r0") = rows[0];
  register const int8_t *r1 __asm__("r1") = rows[1];
  register const int8_t *r2 __asm__("r2") = rows[2];
  register const int8_t *r3 __asm__("r3") = rows[3];
  register int8_t *r4 __asm__("r4") = columns;
  register const int32_t *r5 __asm__("r5") = steps;
  __asm__ volatile(
      "dls lr, %6\n ldm r5, {r5, r6, r8, r9}\n"
      "1:\n vldrw.u32 q0, [r0]\n add r0, r0, r5\n vldrw.u32 q1, [r1]\n add r1, r1, r6\n vldrw.u32 q2, [r2]\n "
      "add r2, r2, r8\n vldrw.u32 q3, [r3]\n add r3, r3, r9\n vst40.8 {q0, q1, q2, q3}, [r4]\n "
      "vst41.8 {q0, q1, q2, q3}, [r4]\n vst42.8 {q0, q1, q2, q3}, [r4]\n vst43.8 {q0, q1, q2, q3}, [r4]!\n le lr, 1b"
      : "+r"(r0), "+r"(r1), "+r"(r2), "+r"(r3), "+r"(r4), "+r"(r5)
      : "r"(n)
      : "r6", "r8", "r9", "lr", "q0", "q1", "q2", "q3", "memory", "cc");
}

/* The next two columns of four windows' words: q4 holds their addresses less that step. */
#define EDGEC_MVE_WINDOW(q, step) "vldrw.u32 " q ", [q4, #" step "]!\n "
/* Stride 1: four columns of two rows, by windows step and next apart. */
#define EDGEC_MVE_WINDOWS_1(step, next)                                                                   \
  EDGEC_MVE_WINDOW("q6", step)                                                                            \
  "vmladav.s8 r0, q6, q0\n vmladav.s8 r8, q6, q1\n vmladav.s8 r2, q6, q2\n " EDGEC_MVE_WINDOW("q7", next) \
  "vmladav.s8 r10, q6, q3\n vmladav.s8 r4, q7, q0\n vmladav.s8 r12, q7, q1\n vmladav.s8 r6, q7, q2\n "    \
  "vmladav.s8 lr, q7, q3\n "
/* Stride 2: eight columns of one row. */
#define EDGEC_MVE_WINDOWS_2(step)                                                       \
  EDGEC_MVE_WINDOW("q6", step) "vmladav.s8 r0, q6, q0\n " EDGEC_MVE_WINDOW("q7", step)  \
  "vmladav.s8 r8, q7, q0\n " EDGEC_MVE_WINDOW("q6", step) "vmladav.s8 r2, q6, q0\n "    \
  EDGEC_MVE_WINDOW("q7", step) "vmladav.s8 r10, q7, q0\n " EDGEC_MVE_WINDOW("q6", step) \
  "vmladav.s8 r4, q6, q0\n " EDGEC_MVE_WINDOW("q7", step) "vmladav.s8 r12, q7, q0\n "   \
  EDGEC_MVE_WINDOW("q6", step) "vmladav.s8 r6, q6, q0\n " EDGEC_MVE_WINDOW("q7", step) "vmladav.s8 lr, q7, q0\n "
/* The eight sums as bytes in q6. */
#define EDGEC_MVE_WINDOWS_SCALED                                                                               \
  "stm sp, {r0, r2, r4, r6, r8, r10, r12, lr}\n vldrw.u32 q6, [sp]\n ldm r5, {r0, r2, r4}\n "                  \
  "vldrw.u32 q7, [sp, #16]\n vadd.i32 q6, q6, r0\n vadd.i32 q7, q7, r0\n vqrdmulh.s32 q6, q6, r2\n "           \
  "vqrdmulh.s32 q7, q7, r2\n vrshl.s32 q6, r4\n vrshl.s32 q7, r4\n vmovnt.i32 q6, q7\n vadd.i16 q6, q6, r1\n " \
  "vqmovnb.s16 q6, q6\n "
/* Stride 1: where the width is no multiple of four, a last round covers columns again; r11, rounds doubled, ends below
 * 0 before it. */
#define EDGEC_MVE_ROUNDS_1(step)                                                                               \
  "1:\n " EDGEC_MVE_WINDOWS_1(step, step) EDGEC_MVE_WINDOWS_SCALED                                             \
  "vstrb.16 q6, [r3, q5]\n subs.w r11, r11, #2\n add r3, r3, r9\n bgt 1b\n beq 2f\n ldrd r0, r2, [sp, #48]\n " \
  "mov r11, #2\n vsub.i32 q4, q4, r0\n sub r3, r3, r2\n b 1b\n 2:\n "
/* Stride 2: r11, columns left, limits what the last round stores. */
#define EDGEC_MVE_ROUNDS_2(step)                             \
  "1:\n " EDGEC_MVE_WINDOWS_2(step) EDGEC_MVE_WINDOWS_SCALED \
  "vctp.16 r11\n vpst\n vstrbt.16 q6, [r3, q5]\n subs.w r11, r11, #8\n add r3, r3, r9\n bgt 1b\n "

/* The rounds of each channel of a strip. */
#define EDGEC_MVE_DEFINE_DEPTHWISE_STRIP(name, ROUNDS, step)                                                         \
  EDGEC_MVE_FN void edgec_mve_depthwise_strip_##name(const uint32_t *arguments) {                                    \
    register const uint32_t *r1 __asm__("r1") = arguments;                                                           \
    /* The stack: 0 sums, 32 rounds, 36 and 40 back to the next channel, 44 end of parameters, 48 and 52 back before \
     * the last round. */                                                                                            \
    __asm__ volatile(                                                                                                \
        "push {r7}\n ldm r1!, {r0, r2, r3, r4, r5, r6, r7, r8, r9, r10, r11, r12}\n vldrw.u32 q4, [r1]\n "           \
        "vldrw.u32 q5, [r1, #16]\n push {r0, r2, r4, r6, r8, r10}\n sub sp, #32\n mov r1, r12\n .p2align 2\n "       \
        "0:\n ldr r11, [sp, #32]\n vldrb.u8 q0, [r7], #16\n vldrb.u8 q1, [r7, #-17]\n vldrb.u8 q2, [r7, #-20]\n "    \
        "vldrb.u8 q3, [r7, #-21]\n " ROUNDS(step)                                                                    \
        "ldrd r0, r2, [sp, #36]\n add r5, r5, #12\n ldr r4, [sp, #44]\n vsub.i32 q4, q4, r0\n sub r3, r3, r2\n "     \
        "cmp r5, r4\n bne 0b\n add sp, #56\n pop {r7}"                                                               \
        : "+r"(r1)                                                                                                   \
        :                                                                                                            \
        : EDGEC_MVE_CLOBBERS);                                                                                       \
  }

EDGEC_MVE_DEFINE_DEPTHWISE_STRIP(1x16, EDGEC_MVE_ROUNDS_1, "128")
EDGEC_MVE_DEFINE_DEPTHWISE_STRIP(1x8, EDGEC_MVE_ROUNDS_1, "64")
EDGEC_MVE_DEFINE_DEPTHWISE_STRIP(2x16, EDGEC_MVE_ROUNDS_2, "128")
EDGEC_MVE_DEFINE_DEPTHWISE_STRIP(2x8, EDGEC_MVE_ROUNDS_2, "64")

/* What the blocks need of rows of ow windows in strips that are transposed at columns. */
EDGEC_FN void edgec_mve_depthwise_arguments(uint32_t *arguments, const int8_t *columns, int32_t c, int32_t ow,
                                            int32_t stride, int32_t y_zero) {
  const int32_t column = edgec_min(c, 16) * 4, round = 4 * stride * c;
  const int32_t rounds = stride == 1 ? (ow + 3) / 4 : (ow + 7) / 8, excess = stride == 1 ? rounds * 4 - ow : 0;
  const int32_t moved = rounds * 4 * stride - excess;
  arguments[0] = (uint32_t)(stride == 2 ? ow : excess == 0 ? rounds * 2 : rounds * 2 - 3);
  arguments[1] = (uint32_t)(moved * stride * column - 4);
  arguments[3] = (uint32_t)(rounds * round - excess * c - 1);
  arguments[7] = (uint32_t)(excess * column);
  arguments[8] = (uint32_t)round;
  arguments[9] = (uint32_t)(excess * c);
  arguments[11] = (uint32_t)y_zero;
  for (int32_t i = 0; i < 4; ++i) {
    const int32_t low = stride == 1 ? i * c : i * 2 * c, high = stride == 1 ? low + ow * c : low + c;
    arguments[12 + i] = edgec_mve_word(columns) + (uint32_t)((i - 2) * column);
    arguments[16 + i] = edgec_mve_places(low, high);
  }
}

/* Transposes the strip of x that begins at row, which may be outside: there the image is border. */
EDGEC_MVE_FN void edgec_mve_depthwise_columns(const int8_t *x, int8_t *columns, const int8_t *border, int32_t row,
                                              int32_t ih, int32_t iw, int32_t c, int32_t n) {
  const int8_t *rows[4];
  int32_t steps[4];
  for (int32_t i = 0; i < 4; ++i) {
    const int inside = row + i >= 0 && row + i < ih;
    rows[i] = inside ? x + (row + i) * iw * c : border;
    steps[i] = inside ? edgec_max(c, 16) : 0;
  }
  edgec_mve_transpose(rows, steps, columns, n);
}

/* The channels of a transposed strip: two rows of y for stride 1, one for stride 2. */
EDGEC_FN void edgec_mve_depthwise_strip(uint32_t *arguments, const int32_t *w, const int32_t *parameters, int8_t *y,
                                        int32_t c, int32_t stride) {
  arguments[2] = edgec_mve_word(y);
  arguments[4] = edgec_mve_word(parameters);
  arguments[5] = edgec_mve_word(parameters + edgec_min(c, 16) * 3);
  arguments[6] = edgec_mve_word(w + 4);
  if (stride == 1) {
    if (c == 8) {
      edgec_mve_depthwise_strip_1x8(arguments);
    } else {
      edgec_mve_depthwise_strip_1x16(arguments);
    }
  } else if (c == 8) {
    edgec_mve_depthwise_strip_2x8(arguments);
  } else {
    edgec_mve_depthwise_strip_2x16(arguments);
  }
}
#endif

EDGEC_MVE_FN void edgec_mve_depthwise3x3(const int8_t *x, const int32_t *w, const int32_t *parameters, int8_t *y,
                                         int8_t *scratch, int32_t ih, int32_t iw, int32_t c, int32_t oh, int32_t ow,
                                         int32_t stride, int32_t pad_top, int32_t pad_left, int32_t x_zero,
                                         int32_t y_zero) {
#ifdef EDGEC_MVE
  const int32_t channels = edgec_min(c, 16), column = channels * 4;
  uint32_t arguments[20] = {0};
  int8_t border[16];
  edgec_mve_fill(border, x_zero, 16);
  edgec_mve_fill(scratch, x_zero, column);
  edgec_mve_fill(scratch + (iw + pad_left) * column, x_zero, column);
  edgec_mve_depthwise_arguments(arguments, scratch, c, ow, stride, y_zero);
  for (int32_t g = 0; g < c; g += 16) {
    const int32_t first = edgec_min(g, c - channels);
    for (int32_t r = 0; r < oh; r += stride == 1 ? 2 : 1) {
      const int32_t row = stride == 1 ? edgec_min(r, oh - 2) : r;
      edgec_mve_depthwise_columns(x + first, scratch + pad_left * column, border, row * stride - pad_top, ih, iw, c,
                                  iw * channels / 16);
      edgec_mve_depthwise_strip(arguments, w + first * 4, parameters + first * 3, y + row * ow * c + first, c, stride);
    }
  }
#else
  (void)scratch;
  edgec_mve_depthwise3x3_in_c(x, w, parameters, y, ih, iw, c, oh, ow, stride, pad_top, pad_left, x_zero, y_zero);
#endif
}

#endif
