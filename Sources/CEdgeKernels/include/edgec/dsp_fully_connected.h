/* Rows of dot products of int8 numbers, four output channels at a time: fully connected layers.
 *
 * Weights: for each four output channels (a, b, c, d) the words
 *   bias of a; bias of a + 256 * bias of b; the same of c and d;
 *   for each half step, which is taps (8 s + i, 8 s + i + 2) for i = 0, 1, 4, 5, a word of a and b, and one of c and d:
 *   halves as in dsp_product.h;
 *   multiplier and constant (EDGEC_DSP_TWICE: and shift) of a, b, c, d.
 * Taps are padded with zero weights to a multiple of 8.
 */
#ifndef EDGEC_DSP_FULLY_CONNECTED_H
#define EDGEC_DSP_FULLY_CONNECTED_H

#include "dsp_conv2d.h"

#if EDGEC_DSP

/* Half a step. x: taps; sums of a in r10, of a + 256 b in r11, of c and d in r12 and lr. */
#define EDGEC_DSP_HALF_STEP_OF_4(x, w, w2)                                                       \
  "smlad r11, " x ", " w ", r11\n sxtb16 " w ", " w "\n smlad lr, " x ", " w2 ", lr\n"             \
  "sxtb16 " w2 ", " w2 "\n smlad r10, " x ", " w ", r10\n smlad r12, " x ", " w2 ", r12\n"
/* A step, after what loads its taps into r6-r9. */
#define EDGEC_DSP_STEP_OF_4                                                                      \
  "ldm r1!, {r2-r5}\n" EDGEC_DSP_HALF_STEP_OF_4("r6", "r2", "r3") EDGEC_DSP_HALF_STEP_OF_4("r7", "r4", "r5") \
  "ldm r1!, {r2-r5}\n" EDGEC_DSP_HALF_STEP_OF_4("r8", "r2", "r3") EDGEC_DSP_HALF_STEP_OF_4("r9", "r4", "r5")
#define EDGEC_DSP_WIDE_TAPS "ldm r0!, {r6-r9}\n"
#define EDGEC_DSP_BYTE_TAPS                                                                      \
  "ldrd r6, r8, [r0], #8\n sxtb16 r7, r6, ror #8\n sxtb16 r6, r6\n sxtb16 r9, r8, ror #8\n sxtb16 r8, r8\n"
/* The forms of requantization but EDGEC_DSP_TWICE. */
#define EDGEC_DSP_FITTED_ROWS(shift, packed)                                                     \
  "ldm r1!, {r2-r9}\n smmla r10, r10, r2, r3\n smmla r11, r11, r4, r5\n smmla r12, r12, r6, r7\n" \
  "smmla lr, lr, r8, r9\n ssat r10, #8, r10, asr " shift "\n ssat r11, #8, r11, asr " packed "\n" \
  "ssat r12, #8, r12, asr " shift "\n ssat lr, #8, lr, asr " packed "\n"

/* y[4 i + j] for i < fours, j < 4. fours and steps are not 0.
 *
 * Frame: 0 end of x, 4 y, 8 end of y, 12 bytes of x, 16 where the loop is entered, 20 which form follows; 64 steps,
 * 68 form. The loop is eight steps long, step_bytes of code each, and entered where the rest of them is left. */
#define EDGEC_DEFINE_DSP_ROWS(name, taps, tap_bytes_log2, step_bytes)                                           \
  EDGEC_NAKED void name(const void *x EDGEC_UNUSED, const int32_t *weights EDGEC_UNUSED, int8_t *y EDGEC_UNUSED, \
                        int32_t fours EDGEC_UNUSED, int32_t steps EDGEC_UNUSED, int32_t form EDGEC_UNUSED) {    \
    __asm__ volatile(                                                                                           \
        "push {r4-r11, lr}\n sub sp, #28\n"                                                                     \
        "str r2, [sp, #4]\n add r3, r2, r3, lsl #2\n str r3, [sp, #8]\n"                                        \
        "ldr r4, [sp, #64]\n lsl r5, r4, #" tap_bytes_log2 "\n str r5, [sp, #12]\n add r5, r5, r0\n"            \
        "str r5, [sp]\n rsb r4, r4, #0\n and r4, r4, #7\n mov r5, #" step_bytes "\n mul r4, r4, r5\n"           \
        "adr.w r5, 2f\n add r5, r5, r4\n orr r5, r5, #1\n str r5, [sp, #16]\n"                                  \
        EDGEC_DSP_CHOOSE_FORM("68")                                                                             \
        "1: ldm r1!, {r10, r11, r12, lr}\n ldr pc, [sp, #16]\n"                                                 \
        ".p2align 2\n"                                                                                          \
        "2: .rept 8\n" taps EDGEC_DSP_STEP_OF_4 ".endr\n"                                                       \
        "ldr r2, [sp]\n cmp r0, r2\n bne 2b\n"                                                                  \
        "sub r11, r11, r10\n sub lr, lr, r12\n ldr pc, [sp, #20]\n"                                             \
        ".p2align 2\n"                                                                                          \
        "7: " EDGEC_DSP_FITTED_ROWS("#0", "#8") "b 5f\n"                                                        \
        ".p2align 2\n"                                                                                          \
        "4: lsl r10, r10, #1\n asr r11, r11, #7\n lsl r12, r12, #1\n asr lr, lr, #7\n"                          \
        "ldm r1!, {r2-r4}\n" EDGEC_DSP_TWICE_IN("r10") "ldm r1!, {r2-r4}\n" EDGEC_DSP_TWICE_IN("r11")           \
        "ldm r1!, {r2-r4}\n" EDGEC_DSP_TWICE_IN("r12") "ldm r1!, {r2-r4}\n" EDGEC_DSP_TWICE_IN("lr") "b 5f\n"   \
        ".p2align 2\n"                                                                                          \
        "3: " EDGEC_DSP_FITTED_ROWS("#3", "#11")                                                                \
        "5: ldr r6, [sp, #4]\n ldrd r2, r3, [sp, #8]\n"                                                         \
        "strb r11, [r6, #1]\n strb r12, [r6, #2]\n strb lr, [r6, #3]\n strb r10, [r6], #4\n"                    \
        "str r6, [sp, #4]\n sub r0, r0, r3\n cmp r6, r2\n bne 1b\n"                                             \
        "add sp, #28\n pop {r4-r11, pc}\n");                                                                    \
  }

#else

/* The twin. Tap j of half step h is that of byte 8 * (h / 4) + { 0, 2, 1, 3, 4, 6, 5, 7 }[2 * (h % 4) + j]. */
#define EDGEC_DEFINE_DSP_ROWS(name, taps, tap_bytes_log2, step_bytes)                                            \
  EDGEC_FN void name(const void *x, const int32_t *weights, int8_t *y, int32_t fours, int32_t steps, int32_t form) { \
    const int32_t constants = edgec_dsp_constants(form);                                                         \
    for (int32_t i = 0; i < 2 * fours; ++i, y += 2) {                                                            \
      const int32_t *start = weights + i / 2 * (4 + 8 * steps + 4 * constants), *w = start + 4 + i % 2;          \
      const int32_t *c = start + 4 + 8 * steps + i % 2 * 2 * constants;                                          \
      uint32_t a = (uint32_t)start[i % 2 * 2], whole = (uint32_t)start[i % 2 * 2 + 1];                           \
      for (int32_t h = 0; h < 4 * steps; ++h, w += 2) {                                                          \
        const uint32_t v = (uint32_t)*w, t = taps(x, h);                                                         \
        whole = edgec_dsp_dot(t, v, whole);                                                                      \
        a = edgec_dsp_dot(t, edgec_dsp_even_bytes(v), a);                                                        \
      }                                                                                                          \
      const uint32_t b = whole - a;                                                                              \
      if (form != EDGEC_DSP_TWICE) {                                                                            \
        y[0] = edgec_dsp_fitted(a, c[0], c[1], edgec_dsp_shift(form));                                             \
        y[1] = edgec_dsp_fitted(b, c[2], c[3], edgec_dsp_shift(form) + 8);                                         \
      } else {                                                                                                   \
        y[0] = edgec_dsp_twice((int32_t)(a << 1), c[0], c[1], c[2]);                                             \
        y[1] = edgec_dsp_twice((int32_t)b >> 7, c[3], c[4], c[5]);                                               \
      }                                                                                                          \
    }                                                                                                            \
  }

EDGEC_FN uint32_t EDGEC_DSP_WIDE_TAPS(const void *x, int32_t half) {
  return edgec_load_word((const uint8_t *)x + 4 * half);
}

EDGEC_FN uint32_t EDGEC_DSP_BYTE_TAPS(const void *x, int32_t half) {
  const uint32_t bytes = edgec_load_word((const uint8_t *)x + half / 2 * 4);
  return half % 2 == 0 ? edgec_dsp_even_bytes(bytes) : edgec_dsp_odd_bytes(bytes);
}

#endif

/* x: halves of words, 16 bytes in a step, bytes 0 and 2 of each word, then 1 and 3. */
EDGEC_DEFINE_DSP_ROWS(edgec_dsp_rows_of_halves, EDGEC_DSP_WIDE_TAPS, "4", "104")
/* x: bytes, 8 in a step, aligned to 4. */
EDGEC_DEFINE_DSP_ROWS(edgec_dsp_rows_of_bytes, EDGEC_DSP_BYTE_TAPS, "3", "120")

/* y[m, n] from x[m, k] by weights[n, k], packed. n >= 4; the last channels overlap those before where n is no multiple
 * of 4, so that y must not lie over x. k is a multiple of 8 and x aligned to 4. */
EDGEC_FN void edgec_dsp_fully_connected(const int8_t *x, const int32_t *weights, int8_t *y, int32_t m, int32_t k,
                                        int32_t n, int32_t form) {
  const int32_t steps = k / 8;
  const int32_t *last = weights + n / 4 * (4 + 8 * steps + 4 * edgec_dsp_constants(form));
  for (int32_t i = 0; i < m; ++i, x += k, y += n) {
    edgec_dsp_rows_of_bytes(x, weights, y, n / 4, steps, form);
    if (n % 4) edgec_dsp_rows_of_bytes(x, last, y + n - 4, 1, steps, form);
  }
}

/* The same for any k and x: rows of x are widened into scratch, which has 16 bytes for each step, aligned to 4. */
EDGEC_FN void edgec_dsp_fully_connected_widened(const int8_t *x, const int32_t *weights, int8_t *y, void *scratch,
                                                int32_t m, int32_t k, int32_t n, int32_t form) {
  const int32_t steps = (k + 7) / 8;
  const int32_t *last = weights + n / 4 * (4 + 8 * steps + 4 * edgec_dsp_constants(form));
  for (int32_t i = 0; i < m; ++i, x += k, y += n) {
    uint32_t *halves = (uint32_t *)scratch;
    memset(halves + 4 * steps - 4, 0, 16);
    for (int32_t j = 0; j < k; j += 4, halves += 2) {
      uint32_t v = 0;
      if (k - j >= 4) {
        v = edgec_load_word(x + j);
      } else {
        memcpy(&v, x + j, (size_t)(k - j));
      }
      halves[0] = edgec_dsp_even_bytes(v);
      halves[1] = edgec_dsp_odd_bytes(v);
    }
    edgec_dsp_rows_of_halves(scratch, weights, y, n / 4, steps, form);
    if (n % 4) edgec_dsp_rows_of_halves(scratch, last, y + n - 4, 1, steps, form);
  }
}

#endif
