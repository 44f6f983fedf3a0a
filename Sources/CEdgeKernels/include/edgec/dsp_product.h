/* Sums of products of three pixels with two output channels each: what convolutions are made of.
 *
 * Columns: the taps of three pixels as signed halves of words, four taps in a step. Word 6 s + p holds taps 4 s and
 * 4 s + 2 of pixel p, word 6 s + 3 + p taps 4 s + 1 and 4 s + 3.
 *
 * Weights: for each pair of output channels (a, b) the words
 *   bias of a; bias of a + 256 * bias of b;
 *   for each step those of taps (4 s, 4 s + 2) and (4 s + 1, 4 s + 3): halves of weight of a + 256 * weight of b;
 *   multiplier and constant of a (EDGEC_DSP_TWICE: and shift), the same of b.
 * Two weights in a half need no more flash than bytes, and one instruction multiplies with both: the sum over whole
 * halves is a + 256 b, that over their lower bytes is a, and the difference of the sums 256 b.
 */
#ifndef EDGEC_DSP_PRODUCT_H
#define EDGEC_DSP_PRODUCT_H

#include "dsp.h"

#if EDGEC_DSP

/* Half a step. r4-r6: taps of the pixels; w: weights; sums of a in r7-r9, of a + 256 b in r10-r12. */
#define EDGEC_DSP_HALF_STEP(w)                                                                         \
  "ldm r0!, {r4-r6}\n"                                                                                 \
  "smlad r10, r4, " w ", r10\n smlad r11, r5, " w ", r11\n smlad r12, r6, " w ", r12\n"                 \
  "sxtb16 " w ", " w "\n"                                                                              \
  "smlad r7, r4, " w ", r7\n smlad r8, r5, " w ", r8\n smlad r9, r6, " w ", r9\n"

/* EDGEC_DSP_TWICE of one doubled sum; r2, r3, r4: multiplier, constant, shift. */
#define EDGEC_DSP_TWICE_IN(sum)                                                                        \
  "add r5, r3, " sum ", asr #31\n smmlar " sum ", " sum ", r2, r5\n asr " sum ", " sum ", r4\n"          \
  "ssat " sum ", #8, " sum "\n"

/* The other forms of all six sums. */
#define EDGEC_DSP_FITTED_PRODUCTS                                                                      \
  "ldm r1!, {r2-r5}\n"                                                                                 \
  "smmla r7, r7, r2, r3\n smmla r8, r8, r2, r3\n smmla r9, r9, r2, r3\n"                               \
  "smmla r10, r10, r4, r5\n smmla r11, r11, r4, r5\n smmla r12, r12, r4, r5\n"
#define EDGEC_DSP_SATURATED_PRODUCTS(shift, packed)                                                    \
  "ssat r7, #8, r7, asr " shift "\n ssat r8, #8, r8, asr " shift "\n ssat r9, #8, r9, asr " shift "\n"  \
  "ssat r10, #8, r10, asr " packed "\n ssat r11, #8, r11, asr " packed "\n ssat r12, #8, r12, asr " packed "\n"
/* Where in an assembly function the form given on the stack at a place continues, stored at 20: labels 3, 4, 7. */
#define EDGEC_DSP_CHOOSE_FORM(place)                                                                   \
  "ldr r4, [sp, #" place "]\n adr.w r5, 3f\n cbz r4, 6f\n adr.w r5, 4f\n cmp r4, #1\n beq 6f\n"         \
  "adr.w r5, 7f\n 6: orr r5, r5, #1\n str r5, [sp, #20]\n"

/* y[p * stride + 2 * i + j] for pixels p < 3, pairs i < pairs, channels j < 2. pairs and steps are not 0.
 *
 * Frame: 0 y, 4 bytes of columns, 8 end of y, 12 rounds of the loop, 16 where it is entered, 20 which form follows;
 * 64 steps, 68 stride, 72 form. The loop is eight steps long and entered where the rest of the last round is left. */
EDGEC_NAKED void edgec_dsp_product(
    const uint32_t *columns EDGEC_UNUSED, const int32_t *weights EDGEC_UNUSED, int8_t *y EDGEC_UNUSED,
    int32_t pairs EDGEC_UNUSED, int32_t steps EDGEC_UNUSED, int32_t stride EDGEC_UNUSED, int32_t form EDGEC_UNUSED) {
  __asm__ volatile(
      "push {r4-r11, lr}\n sub sp, #28\n"
      "str r2, [sp]\n add r3, r2, r3, lsl #1\n str r3, [sp, #8]\n"
      "ldr r4, [sp, #64]\n add r5, r4, r4, lsl #1\n lsl r5, r5, #3\n str r5, [sp, #4]\n"
      "add r5, r4, #7\n lsr r5, r5, #3\n str r5, [sp, #12]\n"
      "rsb r4, r4, #0\n and r4, r4, #7\n adr.w r5, 2f\n add r5, r5, r4, lsl #6\n orr r5, r5, #1\n str r5, [sp, #16]\n"
      EDGEC_DSP_CHOOSE_FORM("72")
      "1: ldrd r7, r10, [r1], #8\n ldr lr, [sp, #12]\n"
      "mov r8, r7\n mov r9, r7\n mov r11, r10\n mov r12, r10\n ldr pc, [sp, #16]\n"
      ".p2align 2\n"
      "2: .rept 8\n ldrd r2, r3, [r1], #8\n" EDGEC_DSP_HALF_STEP("r2") EDGEC_DSP_HALF_STEP("r3") ".endr\n"
      "subs lr, lr, #1\n bne 2b\n"
      "sub r10, r10, r7\n sub r11, r11, r8\n sub r12, r12, r9\n ldr pc, [sp, #20]\n"
      ".p2align 2\n"
      "7: " EDGEC_DSP_FITTED_PRODUCTS EDGEC_DSP_SATURATED_PRODUCTS("#0", "#8") "b 5f\n"
      ".p2align 2\n"
      "4: ldm r1!, {r2-r4}\n lsl r7, r7, #1\n lsl r8, r8, #1\n lsl r9, r9, #1\n"
      EDGEC_DSP_TWICE_IN("r7") EDGEC_DSP_TWICE_IN("r8") EDGEC_DSP_TWICE_IN("r9")
      "ldm r1!, {r2-r4}\n asr r10, r10, #7\n asr r11, r11, #7\n asr r12, r12, #7\n"
      EDGEC_DSP_TWICE_IN("r10") EDGEC_DSP_TWICE_IN("r11") EDGEC_DSP_TWICE_IN("r12") "b 5f\n"
      ".p2align 2\n"
      "3: " EDGEC_DSP_FITTED_PRODUCTS EDGEC_DSP_SATURATED_PRODUCTS("#3", "#11")
      "5: ldr r6, [sp]\n ldr r2, [sp, #68]\n"
      "strb r10, [r6, #1]\n add r4, r6, r2\n strb r8, [r4]\n strb r11, [r4, #1]\n"
      "add r5, r4, r2\n strb r9, [r5]\n strb r12, [r5, #1]\n strb r7, [r6], #2\n"
      "ldrd r2, r3, [sp, #4]\n str r6, [sp]\n sub r0, r0, r2\n cmp r6, r3\n bne 1b\n"
      "add sp, #28\n pop {r4-r11, pc}\n");
}

#else

/* The twin. */
EDGEC_FN void edgec_dsp_product(const uint32_t *columns, const int32_t *weights, int8_t *y, int32_t pairs,
                                int32_t steps, int32_t stride, int32_t form) {
  for (int32_t i = 0; i < pairs; ++i, y += 2) {
    const int32_t *w = weights + 2, *end = w + 2 * steps;
    for (int32_t p = 0; p < 3; ++p) {
      uint32_t a = (uint32_t)weights[0], whole = (uint32_t)weights[1];
      for (int32_t s = 0; s < 2 * steps; ++s) {
        const uint32_t x = columns[3 * s + p], v = (uint32_t)w[s];
        whole = edgec_dsp_dot(x, v, whole);
        a = edgec_dsp_dot(x, edgec_dsp_even_bytes(v), a);
      }
      const uint32_t b = whole - a;
      if (form != EDGEC_DSP_TWICE) {
        y[p * stride] = edgec_dsp_fitted(a, end[0], end[1], edgec_dsp_shift(form));
        y[p * stride + 1] = edgec_dsp_fitted(b, end[2], end[3], edgec_dsp_shift(form) + 8);
      } else {
        y[p * stride] = edgec_dsp_twice((int32_t)(a << 1), end[0], end[1], end[2]);
        y[p * stride + 1] = edgec_dsp_twice((int32_t)b >> 7, end[3], end[4], end[5]);
      }
    }
    weights = end + 2 * edgec_dsp_constants(form);
  }
}

#endif

/* All channels of three pixels, y[p * stride + o]. The last of an odd number of channels makes a pair with the one
 * before it, which is computed twice. channels >= 2. */
EDGEC_FN void edgec_dsp_product_channels(const uint32_t *columns, const int32_t *weights, int8_t *y, int32_t channels,
                                         int32_t steps, int32_t stride, int32_t form) {
  const int32_t pair = 2 + 2 * steps + 2 * edgec_dsp_constants(form);
  edgec_dsp_product(columns, weights, y, channels / 2, steps, stride, form);
  if (channels % 2 == 0) return;
  edgec_dsp_product(columns, weights + channels / 2 * pair, y + channels - 2, 1, steps, stride, form);
}

#endif
