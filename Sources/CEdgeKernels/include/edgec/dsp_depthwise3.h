/* Depthwise 3x3 convolution of int8 images, channels-last.
 *
 * Four channels at a time are copied into planes: rows of halves with the padding around the image, two pixels a word,
 * so that no tap tests for borders and a row of taps is two instructions. Six outputs share the words that they read.
 * Planes hold what strip rows of the output read; rows that the next strip reads again stay. As pixels are in the
 * planes before outputs over them are written, y may be x where stride is 1 and both have one shape.
 *
 * Rows and columns may be exchanged, with the taps of the packed weights: columns, in groups of six, should be the
 * more.
 *
 * Weights, for each output channel: halves (w0, w1) and (w1, w2) for each row of taps; bias; multiplier and constant
 * as dsp.h's EDGEC_DSP_FITTED and EDGEC_DSP_STEEP take them, or with shift as EDGEC_DSP_TWICE does. Padding is part of
 * the sums: it stands for x's zero point, as does -zero * sum of weights in the bias. */
#ifndef EDGEC_DSP_DEPTHWISE3_H
#define EDGEC_DSP_DEPTHWISE3_H

#include "dsp_halves.h"

/* What stands where in the geometry g. Pixels of x[batch, rows, columns, channels] and of y[batch, y_rows, y_columns,
 * channels * depth], distances in bytes; how many rows and columns (0 or 1) of padding come first, and their integer;
 * rows of a strip. */
enum {
  EDGEC_DW3_BATCH, EDGEC_DW3_ROWS, EDGEC_DW3_COLUMNS, EDGEC_DW3_CHANNELS, EDGEC_DW3_DEPTH,
  EDGEC_DW3_Y_ROWS, EDGEC_DW3_Y_COLUMNS, EDGEC_DW3_PAD_ROWS, EDGEC_DW3_PAD_COLUMNS, EDGEC_DW3_PAD,
  EDGEC_DW3_X_IMAGE, EDGEC_DW3_X_ROW, EDGEC_DW3_X_COLUMN,
  EDGEC_DW3_Y_IMAGE, EDGEC_DW3_Y_ROW, EDGEC_DW3_Y_COLUMN,
  EDGEC_DW3_STRIP
};

/* What stands behind a channel's taps. */
enum { EDGEC_DW3_BIAS = 6, EDGEC_DW3_MULTIPLIER, EDGEC_DW3_CONSTANT, EDGEC_DW3_SHIFT };

/* Two pixels of four channels as a word for each channel, pitch words apart. */
EDGEC_FN void edgec_dsp_put_pixels(uint32_t *plane, int32_t pitch, uint32_t a, uint32_t b) {
  const uint32_t lowers = edgec_dsp_lowers(a, b), uppers = edgec_dsp_uppers(a, b);
  plane[0] = edgec_dsp_even_bytes(lowers);
  plane[pitch] = edgec_dsp_odd_bytes(lowers);
  plane[2 * pitch] = edgec_dsp_even_bytes(uppers);
  plane[3 * pitch] = edgec_dsp_odd_bytes(uppers);
}

/* count times four pixels at x, step bytes apart, each four as two words of each plane; count > 0. */
#if EDGEC_DSP
EDGEC_NAKED void edgec_dsp_put_fours(uint32_t *plane EDGEC_UNUSED, const int8_t *x EDGEC_UNUSED,
                                     int32_t step EDGEC_UNUSED, int32_t count EDGEC_UNUSED,
                                     int32_t pitch EDGEC_UNUSED) {
  __asm__ volatile(
      "push {r4-r11, lr}\n ldr r4, [sp, #36]\n"
      "add r5, r0, r4, lsl #3\n add r6, r5, r4, lsl #2\n add r4, r0, r4, lsl #2\n"
      "1: ldr r7, [r1]\n ldr r8, [r1, r2]\n add r1, r1, r2, lsl #1\n"
      "ldr r9, [r1]\n ldr r10, [r1, r2]\n add r1, r1, r2, lsl #1\n"
      "pkhbt r11, r7, r8, lsl #16\n pkhtb r7, r8, r7, asr #16\n"
      "pkhbt r12, r9, r10, lsl #16\n pkhtb r9, r10, r9, asr #16\n"
      "sxtb16 r8, r11\n sxtb16 r10, r12\n strd r8, r10, [r0], #8\n"
      "sxtb16 r8, r11, ror #8\n sxtb16 r10, r12, ror #8\n strd r8, r10, [r4], #8\n"
      "sxtb16 r8, r7\n sxtb16 r10, r9\n strd r8, r10, [r5], #8\n"
      "sxtb16 r8, r7, ror #8\n sxtb16 r10, r9, ror #8\n strd r8, r10, [r6], #8\n"
      "subs r3, #1\n bne 1b\n pop {r4-r11, pc}\n");
}
#else
EDGEC_FN void edgec_dsp_put_fours(uint32_t *plane, const int8_t *x, int32_t step, int32_t count, int32_t pitch) {
  for (int32_t i = 0; i < 2 * count; ++i, x += 2 * step) {
    edgec_dsp_put_pixels(plane + i, pitch, edgec_load_word(x), edgec_load_word(x + step));
  }
}
#endif

/* One row of four planes, words words each: padding, the pixels at x, padding. Only n channels exist. Without x all is
 * padding. */
EDGEC_FN void edgec_dsp_put_row(uint32_t *plane, int32_t pitch, int32_t words, const int8_t *x, int32_t n,
                                const int32_t *g) {
  const uint32_t pad = (uint32_t)(uint8_t)g[EDGEC_DW3_PAD] * 0x01010101u;
  const int32_t step = g[EDGEC_DW3_X_COLUMN], first = g[EDGEC_DW3_PAD_COLUMNS];
  const uint32_t *const end = plane + words;
  int32_t left = x ? edgec_min(g[EDGEC_DW3_COLUMNS], 2 * words - first) : 0;
  if (left > 0 && first) {
    edgec_dsp_put_pixels(plane++, pitch, pad, edgec_dsp_pixel(x, n));
    x += step;
    --left;
  }
  if (n == 4 && left >= 4) {
    edgec_dsp_put_fours(plane, x, step, left / 4, pitch);
    plane += left / 4 * 2;
    x += left / 4 * 4 * step;
    left %= 4;
  }
  for (; left >= 2; left -= 2, x += 2 * step) {
    edgec_dsp_put_pixels(plane++, pitch, edgec_dsp_pixel(x, n), edgec_dsp_pixel(x + step, n));
  }
  if (left > 0) edgec_dsp_put_pixels(plane++, pitch, edgec_dsp_pixel(x, n), pad);
  while (plane != end) edgec_dsp_put_pixels(plane++, pitch, pad, pad);
}

/* Sums of an output at x, which points into the middle one of rows that lie row words apart: that whose taps begin with
 * the lower half, and the one behind it at stride 1. */
EDGEC_FN uint32_t edgec_dsp_depthwise3_even(const uint32_t *x, int32_t row, const int32_t *w) {
  uint32_t sum = (uint32_t)w[EDGEC_DW3_BIAS];
  sum = edgec_dsp_lower_upper(x[1 - row], (uint32_t)w[1], edgec_dsp_dot(x[-row], (uint32_t)w[0], sum));
  sum = edgec_dsp_lower_upper(x[1], (uint32_t)w[3], edgec_dsp_dot(x[0], (uint32_t)w[2], sum));
  return edgec_dsp_lower_upper(x[row + 1], (uint32_t)w[5], edgec_dsp_dot(x[row], (uint32_t)w[4], sum));
}

EDGEC_FN uint32_t edgec_dsp_depthwise3_odd(const uint32_t *x, int32_t row, const int32_t *w) {
  uint32_t sum = (uint32_t)w[EDGEC_DW3_BIAS];
  sum = edgec_dsp_dot(x[1 - row], (uint32_t)w[1], edgec_dsp_upper_lower(x[-row], (uint32_t)w[0], sum));
  sum = edgec_dsp_dot(x[1], (uint32_t)w[3], edgec_dsp_upper_lower(x[0], (uint32_t)w[2], sum));
  return edgec_dsp_dot(x[row + 1], (uint32_t)w[5], edgec_dsp_upper_lower(x[row], (uint32_t)w[4], sum));
}

EDGEC_FN int8_t edgec_dsp_depthwise3_result(uint32_t sum, const int32_t *w, int32_t form) {
  return edgec_dsp_result(sum, w[EDGEC_DW3_MULTIPLIER], w[EDGEC_DW3_CONSTANT],
                          form == EDGEC_DSP_TWICE ? w[EDGEC_DW3_SHIFT] : 0, form);
}

#if EDGEC_DSP

/* How groups of six outputs are walked: where x is behind the groups of the first row; once and three times the
 * distance of outputs; what to add to x and y behind a row; where x is behind all rows. */
struct edgec_dsp_groups {
  const uint32_t *row_end;
  int32_t column, columns3, x_step, y_step;
  const uint32_t *end;
};

/* Registers: r0 x in the middle row, lr y; r2 r3 a row of taps, r4 to r7 words of x; sums in r1, r8 to r12. On the
 * stack: 0 the groups' structure, 24 the channel's words. */
#define EDGEC_DW3_ROW_S1(w, x, a, b, c, d, e)                                                                     \
  "ldrd r2, r3, [sp, #" w "]\n ldrd r4, r5, [r0, #" x "]\n ldrd r6, r7, [r0, #" x "+8]\n"                         \
  "smlad r1, r4, r2, " a "\n smlatb r8, r4, r2, " b "\n smlad r9, r5, r2, " c "\n smlatb r10, r5, r2, " d "\n"    \
  "smlad r11, r6, r2, " e "\n smlatb r12, r6, r2, r12\n"                                                          \
  "smlabt r1, r5, r3, r1\n smlad r8, r5, r3, r8\n smlabt r9, r6, r3, r9\n smlad r10, r6, r3, r10\n"               \
  "smlabt r11, r7, r3, r11\n smlad r12, r7, r3, r12\n"
#define EDGEC_DW3_ROW_S2(w, x, a, b, c, d, e)                                                                     \
  "ldrd r2, r3, [sp, #" w "]\n ldrd r4, r5, [r0, #" x "]\n ldrd r6, r7, [r0, #" x "+8]\n"                         \
  "smlad r1, r4, r2, " a "\n smlad r8, r5, r2, " b "\n smlad r9, r6, r2, " c "\n smlad r10, r7, r2, " d "\n"      \
  "smlabt r1, r5, r3, r1\n smlabt r8, r6, r3, r8\n smlabt r9, r7, r3, r9\n"                                       \
  "ldrd r4, r5, [r0, #" x "+16]\n ldrd r6, r7, [r0, #" x "+24]\n"                                                 \
  "smlad r11, r4, r2, " e "\n smlad r12, r5, r2, r12\n"                                                           \
  "smlabt r10, r4, r3, r10\n smlabt r11, r5, r3, r11\n smlabt r12, r6, r3, r12\n"

#define EDGEC_DW3_EACH(step) step("r1") step("r8") step("r9") step("r10") step("r11") step("r12")
#define EDGEC_DW3_SMMLA(sum) "smmla " sum ", " sum ", r2, r3\n"
#define EDGEC_DW3_SSAT(sum) "ssat " sum ", #8, " sum ", asr #3\n"
#define EDGEC_DW3_SSAT_STEEP(sum) "ssat " sum ", #8, " sum "\n"
#define EDGEC_DW3_TWICE_IN(sum)                                                                                   \
  "lsl " sum ", " sum ", #1\n add r5, r3, " sum ", asr #31\n smmlar " sum ", " sum ", r2, r5\n"                   \
  "asr " sum ", " sum ", r4\n ssat " sum ", #8, " sum "\n"
/* Before the loop, within it, and the bytes on the stack, for each form. */
#define EDGEC_DW3_PUSH_FITTED
#define EDGEC_DW3_PUSH_STEEP
#define EDGEC_DW3_PUSH_TWICE "ldr r2, [r3, #36]\n push {r2}\n"
#define EDGEC_DW3_FITTED EDGEC_DW3_EACH(EDGEC_DW3_SMMLA) EDGEC_DW3_EACH(EDGEC_DW3_SSAT)
#define EDGEC_DW3_STEEP EDGEC_DW3_EACH(EDGEC_DW3_SMMLA) EDGEC_DW3_EACH(EDGEC_DW3_SSAT_STEEP)
#define EDGEC_DW3_TWICE "ldr r4, [sp, #60]\n" EDGEC_DW3_EACH(EDGEC_DW3_TWICE_IN)
#define EDGEC_DW3_FRAME_FITTED "60"
#define EDGEC_DW3_FRAME_STEEP "60"
#define EDGEC_DW3_FRAME_TWICE "64"

/* Rows of groups; row: bytes from one row of a plane to the next, x_group: from group to group, x_row: from the words
 * of one row of outputs to those of the next. */
#define EDGEC_DEFINE_DW3_GROUPS(NAME, ROW, FORM, row, x_group, x_row)                                             \
  EDGEC_NAKED void NAME##_groups(const uint32_t *x EDGEC_UNUSED, const struct edgec_dsp_groups *g EDGEC_UNUSED,   \
                                 int8_t *y EDGEC_UNUSED, const int32_t *w EDGEC_UNUSED) {                         \
    __asm__ volatile(                                                                                             \
        "push {r4-r11, lr}\n mov lr, r2\n ldm r3, {r4-r12}\n" EDGEC_DW3_PUSH_##FORM                               \
        "push {r4-r12}\n ldm r1, {r4-r9}\n push {r4-r9}\n"                                                        \
        "1: ldr r12, [sp, #48]\n"                                                                                 \
        ROW("24", "-" row, "r12", "r12", "r12", "r12", "r12") ROW("40", row, "r1", "r8", "r9", "r10", "r11")      \
        ROW("32", "0", "r1", "r8", "r9", "r10", "r11")                                                            \
        "add r0, r0, #" x_group "\n ldrd r2, r3, [sp, #52]\n"                                                     \
        EDGEC_DW3_##FORM                                                                                          \
        "ldrd r2, r3, [sp, #4]\n"                                                                                 \
        "strb r1, [lr]\n strb r8, [lr, r2]\n strb r9, [lr, r2, lsl #1]\n add lr, lr, r3\n"                        \
        "strb r10, [lr]\n strb r11, [lr, r2]\n strb r12, [lr, r2, lsl #1]\n add lr, lr, r3\n"                     \
        "ldr r4, [sp]\n cmp r0, r4\n bne 1b\n"                                                                    \
        "ldrd r2, r3, [sp, #12]\n ldr r5, [sp, #20]\n add r0, r0, r2\n add lr, lr, r3\n"                          \
        "add r4, r4, #" x_row "\n str r4, [sp]\n cmp r0, r5\n bne 1b\n"                                           \
        "add sp, #" EDGEC_DW3_FRAME_##FORM "\n pop {r4-r11, pc}\n");                                              \
  }

#define EDGEC_DW3_GROUPS(NAME) NAME##_groups
#else
struct edgec_dsp_groups;
#define EDGEC_DEFINE_DW3_GROUPS(NAME, ROW, FORM, row, x_group, x_row)
#define EDGEC_DW3_GROUPS(NAME) 0
#endif

/* Groups of six at the planes' words x; null where there is no such instruction. */
typedef void edgec_dsp_groups_function(const uint32_t *x, const struct edgec_dsp_groups *g, int8_t *y,
                                       const int32_t *w);

/* What a kernel is made for: words from row to row of a plane, stride, form, and its groups. */
struct edgec_dsp_depthwise3_kind {
  int32_t pitch, stride, form;
  edgec_dsp_groups_function *groups;
};

/* rows rows of the outputs of channels channels. rest: six bytes for each row. */
EDGEC_FN void edgec_dsp_depthwise3_rows(const uint32_t *planes, const int32_t *w, int8_t *y, int8_t *rest,
                                        int32_t channels, int32_t rows, struct edgec_dsp_depthwise3_kind kind,
                                        const int32_t *g) {
  const int32_t column = g[EDGEC_DW3_Y_COLUMN], columns = g[EDGEC_DW3_Y_COLUMNS], y_row = g[EDGEC_DW3_Y_ROW];
  const int32_t depth = g[EDGEC_DW3_DEPTH], words = EDGEC_DW3_MULTIPLIER + edgec_dsp_constants(kind.form);
  const int32_t row = 4 * kind.pitch, next = row * kind.stride;
#if EDGEC_DSP
  const int32_t groups = columns / 6, left = columns - 6 * groups, group = 3 * kind.stride;
  const struct edgec_dsp_groups whole = {0, column, 3 * column, 4 * (next - groups * group),
                                         y_row - 6 * groups * column, 0};
  const struct edgec_dsp_groups part = {0, 1, 3, 4 * (next - group), 0, 0};
#else
  (void)rest;
#endif
  for (int32_t o = 0; o < channels * depth; ++o, w += words, ++y) {
    const uint32_t *x = planes + o / depth * kind.pitch + row;
    int8_t *to = y;
#if EDGEC_DSP
    struct edgec_dsp_groups t = whole;
    if (groups > 0) {
      t.row_end = x + groups * group, t.end = x + rows * next;
      kind.groups(x, &t, y, w);
    }
    x += groups * group, to += 6 * groups * column;
    if (left == 1) {
      for (int32_t r = 0; r < rows; ++r, x += next, to += y_row) {
        *to = edgec_dsp_depthwise3_result(edgec_dsp_depthwise3_even(x, row, w), w, kind.form);
      }
    } else if (left > 0) {
      const int8_t *from = rest;
      t = part, t.row_end = x + group, t.end = x + rows * next;
      kind.groups(x, &t, rest, w);
      for (int32_t r = 0; r < rows; ++r, from += 6, to += y_row) {
        int8_t *q = to;
        for (int32_t i = 0; i < left; ++i, q += column) *q = from[i];
      }
    }
#else
    for (int32_t r = 0; r < rows; ++r, x += next, to += y_row) {
      for (int32_t i = 0; i < columns; ++i) {
        const int odd = kind.stride == 1 && i % 2 != 0;
        const uint32_t *at = x + (odd ? i - 1 : i) * kind.stride / 2;
        const uint32_t sum = odd ? edgec_dsp_depthwise3_odd(at, row, w) : edgec_dsp_depthwise3_even(at, row, w);
        to[i * column] = edgec_dsp_depthwise3_result(sum, w, kind.form);
      }
    }
#endif
  }
}

/* All channels and strips of all images. */
EDGEC_FN void edgec_dsp_depthwise3(const int8_t *x, const int32_t *w, int8_t *y, void *scratch, const int32_t *g,
                                   struct edgec_dsp_depthwise3_kind kind) {
  const int32_t stride = kind.stride, row = 4 * kind.pitch, strip = g[EDGEC_DW3_STRIP];
  const int32_t words = (g[EDGEC_DW3_Y_COLUMNS] + 1) / 2 * stride + 1, y_rows = g[EDGEC_DW3_Y_ROWS];
  const int32_t channels = g[EDGEC_DW3_CHANNELS], depth = g[EDGEC_DW3_DEPTH], fours = (channels + 3) / 4;
  const int32_t w_step = depth * (EDGEC_DW3_MULTIPLIER + edgec_dsp_constants(kind.form));
  uint32_t *const planes = (uint32_t *)scratch, *const kept = planes + row * stride * strip;
  for (int32_t p = 0; p < g[EDGEC_DW3_BATCH] * fours; ++p) {
    const int32_t c = p % fours * 4, n = edgec_min(4, channels - c);
    const int8_t *image = x + p / fours * g[EDGEC_DW3_X_IMAGE] + c;
    int8_t *out = y + p / fours * g[EDGEC_DW3_Y_IMAGE] + c * depth;
    for (int32_t r = 0; r < y_rows; r += strip) {
      const int32_t rows = edgec_min(strip, y_rows - r), first = r * stride - g[EDGEC_DW3_PAD_ROWS];
      if (r > 0) edgec_dsp_move_words(planes, kept, row * (3 - stride));
      for (int32_t i = r > 0 ? 3 - stride : 0; i < (rows - 1) * stride + 3; ++i) {
        const int is_padding = first + i < 0 || first + i >= g[EDGEC_DW3_ROWS];
        if (is_padding && p > 0 && y_rows <= strip) continue; /* as before */
        edgec_dsp_put_row(planes + row * i, kind.pitch, words,
                          is_padding ? 0 : image + (first + i) * g[EDGEC_DW3_X_ROW], n, g);
      }
      edgec_dsp_depthwise3_rows(planes, w + c * w_step, out + r * g[EDGEC_DW3_Y_ROW],
                                (int8_t *)(kept + row * (3 - stride)), n, rows, kind, g);
    }
  }
}

/* edgec_dsp_depthwise3_<pitch>_s<stride>_<form>: y of x, as above. A row of a plane has pitch words, of which words are
 * used; groups of six read y_columns / 6, rounded up, times 3 * stride, and 2 more, which must be there. scratch:
 * 4 * pitch * (strip * stride + 3 - stride) words and strip * 6 bytes. */
#define EDGEC_DEFINE_DSP_DEPTHWISE3(NAME, ROW, FORM, pitch, stride, row, x_group, x_row)                          \
  EDGEC_DEFINE_DW3_GROUPS(NAME, ROW, FORM, row, x_group, x_row)                                                   \
  EDGEC_FN void NAME(const int8_t *x, const int32_t *w, int8_t *y, void *scratch, const int32_t *g) {             \
    const struct edgec_dsp_depthwise3_kind kind = {pitch, stride, EDGEC_DSP_##FORM, EDGEC_DW3_GROUPS(NAME)};      \
    edgec_dsp_depthwise3(x, w, y, scratch, g, kind);                                                              \
  }
#define EDGEC_DEFINE_DSP_DEPTHWISE3_FORM(suffix, FORM, pitch, row, row2)                                          \
  EDGEC_DEFINE_DSP_DEPTHWISE3(edgec_dsp_depthwise3_##pitch##_s1##suffix, EDGEC_DW3_ROW_S1, FORM, pitch, 1, row,   \
                              "12", row)                                                                          \
  EDGEC_DEFINE_DSP_DEPTHWISE3(edgec_dsp_depthwise3_##pitch##_s2##suffix, EDGEC_DW3_ROW_S2, FORM, pitch, 2, row,   \
                              "24", row2)
#define EDGEC_DEFINE_DSP_DEPTHWISE3_PITCH(pitch, row, row2)                                                       \
  EDGEC_DEFINE_DSP_DEPTHWISE3_FORM(_fitted, FITTED, pitch, row, row2)                                             \
  EDGEC_DEFINE_DSP_DEPTHWISE3_FORM(_steep, STEEP, pitch, row, row2)                                               \
  EDGEC_DEFINE_DSP_DEPTHWISE3_FORM(_twice, TWICE, pitch, row, row2)

EDGEC_DEFINE_DSP_DEPTHWISE3_PITCH(16, "256", "512")
EDGEC_DEFINE_DSP_DEPTHWISE3_PITCH(32, "512", "1024")
EDGEC_DEFINE_DSP_DEPTHWISE3_PITCH(60, "960", "1920")

#endif
