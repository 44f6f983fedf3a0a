/* Depthwise 3x3 convolutions of narrow int8 images on MVE, also in place. See mve_depthwise.h.
 *
 * All pairs of rows of 16 channels are transposed first, seven columns a pair, so that a channel's rows can be
 * computed one after the other: four columns of each pair, then what is left of several pairs. */
#ifndef EDGEC_MVE_DEPTHWISE_NARROW_H
#define EDGEC_MVE_DEPTHWISE_NARROW_H

#include "mve_depthwise.h"

#ifdef EDGEC_MVE
/* One column of four pairs of rows; two columns of two pairs. */
#define EDGEC_MVE_REST_1                                                            \
  EDGEC_MVE_WINDOW("q6", "448") "vmladav.s8 r0, q6, q0\n vmladav.s8 r8, q6, q1\n "  \
  EDGEC_MVE_WINDOW("q7", "448") "vmladav.s8 r2, q7, q0\n vmladav.s8 r10, q7, q1\n " \
  EDGEC_MVE_WINDOW("q6", "448") "vmladav.s8 r4, q6, q0\n vmladav.s8 r12, q6, q1\n " \
  EDGEC_MVE_WINDOW("q7", "448") "vmladav.s8 r6, q7, q0\n vmladav.s8 lr, q7, q1\n "
#define EDGEC_MVE_REST_2 EDGEC_MVE_WINDOWS_1("448", "448")
/* The last round covers pairs again: r11 ends below 0 after it. */
#define EDGEC_MVE_RESTS(WINDOWS, shift)                                                                  \
  "ldr r4, [sp, #32]\n ldrd r0, r2, [r4, #52]\n ldr r11, [r4, #60]\n vldrw.u32 q5, [r4, #16]\n "         \
  "vsub.i32 q4, q4, r0\n sub r3, r3, r2\n cmp r11, #0\n beq 4f\n 3:\n " WINDOWS EDGEC_MVE_WINDOWS_SCALED \
  "vstrb.16 q6, [r3, q5]\n subs.w r11, r11, #1\n add r3, r3, r9, lsl #" shift "\n bgt 3b\n bne 5f\n "    \
  "4:\n ldr r4, [sp, #32]\n ldrd r0, r2, [r4, #64]\n vldrw.u32 q5, [r4, #32]\n vsub.i32 q4, q4, r0\n "   \
  "sub r3, r3, r2\n b 3b\n 5:\n "

/* The rounds of each channel of an image. r11, pairs doubled, ends below 0 before a last pair that overlaps. */
#define EDGEC_MVE_DEFINE_DEPTHWISE_NARROW(rest, RESTS)                                                 \
  EDGEC_MVE_FN void edgec_mve_depthwise_narrow_##rest(const uint32_t *arguments) {                     \
    register const uint32_t *r1 __asm__("r1") = arguments;                                             \
    /* The stack: 0 sums, 32 arguments. */                                                             \
    __asm__ volatile(                                                                                  \
        "push {r7}\n sub sp, #40\n str r1, [sp, #32]\n vldrw.u32 q4, [r1, #96]\n add r1, #112\n "      \
        "ldm r1, {r3, r5, r7, r9, r11, r12}\n mov r1, r11\n vctp.16 r12\n .p2align 2\n "               \
        "0:\n ldr r0, [sp, #32]\n ldr r11, [r0, #48]\n vldrw.u32 q5, [r0]\n vldrb.u8 q0, [r7], #16\n " \
        "vldrb.u8 q1, [r7, #-17]\n vldrb.u8 q2, [r7, #-20]\n vldrb.u8 q3, [r7, #-21]\n "               \
        "1:\n " EDGEC_MVE_WINDOWS_1("320", "128") EDGEC_MVE_WINDOWS_SCALED                             \
        "vpst\n vstrbt.16 q6, [r3, q5]\n subs.w r11, r11, #2\n add r3, r3, r9\n bgt 1b\n beq 2f\n "    \
        "ldr r0, [sp, #32]\n mov r11, #2\n ldr r0, [r0, #84]\n sub r3, r3, r0\n b 1b\n 2:\n " RESTS    \
        "ldr r4, [sp, #32]\n add r5, r5, #12\n ldrd r0, r2, [r4, #72]\n ldr r4, [r4, #80]\n "          \
        "vsub.i32 q4, q4, r0\n sub r3, r3, r2\n cmp r5, r4\n bne 0b\n add sp, #40\n pop {r7}"          \
        : "+r"(r1)                                                                                     \
        :                                                                                              \
        : EDGEC_MVE_CLOBBERS);                                                                         \
  }

EDGEC_MVE_DEFINE_DEPTHWISE_NARROW(0, "")
EDGEC_MVE_DEFINE_DEPTHWISE_NARROW(1, EDGEC_MVE_RESTS(EDGEC_MVE_REST_1, "2"))
EDGEC_MVE_DEFINE_DEPTHWISE_NARROW(2, EDGEC_MVE_RESTS(EDGEC_MVE_REST_2, "1"))

/* What the blocks need of an image that is transposed at columns. */
EDGEC_FN void edgec_mve_depthwise_narrow_arguments(uint32_t *arguments, const int8_t *columns, int32_t c, int32_t oh,
                                                   int32_t ow, int32_t y_zero) {
  const int32_t pairs = (oh + 1) / 2, odd = oh % 2, row = ow * c, rest = edgec_max(ow - 4, 0);
  const int32_t round = rest == 1 ? 4 : 2, rounds = (pairs + round - 1) / round, again = rounds * round - pairs;
  const int32_t moved = pairs * 2 * row - odd * row;
  /* 0, 16 and 32: places in y; 96: addresses of windows. */
  for (int32_t i = 0; i < 4; ++i) {
    const int32_t pair = rest == 1 ? i : i / 2, column = rest == 1 ? 0 : i % 2 * c;
    const int32_t last = pair == round - 1 ? odd : 0, low = pair * 2 * row + column;
    arguments[i] = edgec_mve_places(i * c, i * c + row);
    arguments[4 + i] = edgec_mve_places(low, low + row);
    arguments[8 + i] = edgec_mve_places(low - last * row, low - last * row + row);
    arguments[24 + i] = edgec_mve_word(columns) + (uint32_t)(i * 64) - 320;
  }
  /* 48: pairs, back to the rest, its rounds but one; 64: back before its last round, to the next channel; 80: end of
   * parameters, what a last pair overlaps. */
  arguments[12] = (uint32_t)(odd ? pairs * 2 - 3 : pairs * 2);
  arguments[13] = (uint32_t)(pairs * 448 - 128);
  arguments[14] = (uint32_t)(moved - 4 * c);
  arguments[15] = (uint32_t)(rounds - 1);
  arguments[16] = (uint32_t)(again * 448);
  arguments[17] = (uint32_t)(again * 2 * row);
  arguments[18] = (uint32_t)(pairs * 448 + (rest > 0 ? 124 : -4));
  arguments[19] = (uint32_t)(rest > 0 ? 4 * c + pairs * 2 * row - 1 : moved - 1);
  arguments[21] = (uint32_t)row;
  arguments[31] = (uint32_t)row * 2;
  arguments[32] = (uint32_t)y_zero;
  arguments[33] = (uint32_t)edgec_min(ow, 4) * 2;
}

/* 16 channels. */
EDGEC_FN void edgec_mve_depthwise_narrow_channels(uint32_t *arguments, const int32_t *w, const int32_t *parameters,
                                                  int8_t *y, int32_t ow) {
  arguments[20] = edgec_mve_word(parameters + 48);
  arguments[28] = edgec_mve_word(y);
  arguments[29] = edgec_mve_word(parameters);
  arguments[30] = edgec_mve_word(w + 4);
  if (ow <= 4) {
    edgec_mve_depthwise_narrow_0(arguments);
  } else if (ow == 5) {
    edgec_mve_depthwise_narrow_1(arguments);
  } else {
    edgec_mve_depthwise_narrow_2(arguments);
  }
}
#endif

/* As edgec_mve_depthwise3x3 with stride 1, a border of one pixel on each side and oh x ow = ih x iw; y may be x.
 *
 * Preconditions: c is a multiple of 16 up to 1024; ow is 3 to 6; oh >= 3, >= 7 where ow is 5. Scratch memory:
 * 448 * ((oh + 1) / 2) + 64. */
EDGEC_MVE_FN void edgec_mve_depthwise3x3_narrow(const int8_t *x, const int32_t *w, const int32_t *parameters, int8_t *y,
                                                int8_t *scratch, int32_t oh, int32_t ow, int32_t c, int32_t x_zero,
                                                int32_t y_zero) {
#ifdef EDGEC_MVE
  uint32_t arguments[34];
  int8_t border[16];
  edgec_mve_fill(border, x_zero, 16);
  edgec_mve_depthwise_narrow_arguments(arguments, scratch, c, oh, ow, y_zero);
  for (int32_t g = 0; g < c; g += 16) {
    for (int32_t i = 0; i < (oh + 1) / 2; ++i) {
      const int32_t top = edgec_min(2 * i, oh - 2) - 1;
      edgec_mve_fill(scratch + i * 448, x_zero, 64);
      edgec_mve_depthwise_columns(x + g, scratch + i * 448 + 64, border, top, oh, ow, c, ow);
      edgec_mve_fill(scratch + i * 448 + 64 * (ow + 1), x_zero, 64);
    }
    edgec_mve_depthwise_narrow_channels(arguments, w + g * 4, parameters + g * 3, y + g, ow);
  }
#else
  /* A copy of each channel, because y may be x. */
  for (int32_t i = 0; i < c; ++i) {
    for (int32_t p = 0; p < oh * ow; ++p) scratch[p] = x[p * c + i];
    for (int32_t p = 0; p < oh * ow; ++p) {
      int32_t sum = parameters[i * 3];
      for (int32_t t = 0; t < 9; ++t) {
        const int32_t row = p / ow + t / 3 - 1, column = p % ow + t % 3 - 1;
        const int inside = row >= 0 && row < oh && column >= 0 && column < ow;
        sum += (inside ? scratch[row * ow + column] : x_zero) * edgec_mve_weight(w + 4 + i * 4, t % 3 * 4 + t / 3);
      }
      y[p * c + i] = edgec_mve_scaled(sum, parameters[i * 3 + 1], parameters[i * 3 + 2], EDGEC_MVE_UP, y_zero);
    }
  }
#endif
}

#endif
