/* More instructions of the DSP extension on words of two signed halves or four signed bytes, the lowest first. Sums
 * wrap around.
 */
#ifndef EDGEC_DSP_HALVES_H
#define EDGEC_DSP_HALVES_H

#include "dsp.h"

/* A word's halves, and a word of two halves. */
EDGEC_FN int32_t edgec_lower(uint32_t v) { return (int16_t)(uint16_t)v; }
EDGEC_FN int32_t edgec_upper(uint32_t v) { return (int16_t)(uint16_t)(v >> 16); }
EDGEC_FN uint32_t edgec_halves(int32_t lower, int32_t upper) {
  return ((uint32_t)lower & 0xFFFFu) | (uint32_t)upper << 16;
}

#if EDGEC_DSP
#define EDGEC_DSP_OF_TWO(NAME, instruction, twin)                                                                 \
  EDGEC_FN uint32_t NAME(uint32_t a, uint32_t b) {                                                                \
    uint32_t r;                                                                                                   \
    __asm__(instruction : "=r"(r) : "r"(a), "r"(b));                                                              \
    return r;                                                                                                     \
  }
#define EDGEC_DSP_OF_THREE(NAME, instruction, twin)                                                               \
  EDGEC_FN uint32_t NAME(uint32_t a, uint32_t b, uint32_t sum) {                                                  \
    uint32_t r;                                                                                                   \
    __asm__(instruction : "=r"(r) : "r"(a), "r"(b), "r"(sum));                                                    \
    return r;                                                                                                     \
  }
#else
#define EDGEC_DSP_OF_TWO(NAME, instruction, twin)                                                                 \
  EDGEC_FN uint32_t NAME(uint32_t a, uint32_t b) { return twin; }
#define EDGEC_DSP_OF_THREE(NAME, instruction, twin)                                                               \
  EDGEC_FN uint32_t NAME(uint32_t a, uint32_t b, uint32_t sum) { return sum + (uint32_t)(twin); }
#endif

/* The lower halves of a and b, or their upper halves. */
EDGEC_DSP_OF_TWO(edgec_dsp_lowers, "pkhbt %0, %1, %2, lsl #16", (a & 0xFFFFu) | b << 16)
EDGEC_DSP_OF_TWO(edgec_dsp_uppers, "pkhtb %0, %2, %1, asr #16", a >> 16 | (b & 0xFFFF0000u))

/* Sums and differences of halves. */
EDGEC_DSP_OF_TWO(edgec_dsp_add, "sadd16 %0, %1, %2",
                 edgec_halves(edgec_lower(a) + edgec_lower(b), edgec_upper(a) + edgec_upper(b)))
EDGEC_DSP_OF_TWO(edgec_dsp_subtract, "ssub16 %0, %1, %2",
                 edgec_halves(edgec_lower(a) - edgec_lower(b), edgec_upper(a) - edgec_upper(b)))

/* The halves of a plus bytes 0 and 2 of b, or plus its bytes 1 and 3. */
EDGEC_DSP_OF_TWO(edgec_dsp_add_even_bytes, "sxtab16 %0, %1, %2",
                 edgec_halves(edgec_lower(a) + (int8_t)b, edgec_upper(a) + (int8_t)(b >> 16)))
EDGEC_DSP_OF_TWO(edgec_dsp_add_odd_bytes, "sxtab16 %0, %1, %2, ror #8",
                 edgec_halves(edgec_lower(a) + (int8_t)(b >> 8), edgec_upper(a) + (int8_t)(b >> 24)))

/* sum plus the product of a's lower and b's upper half, or of a's upper and b's lower half. */
EDGEC_DSP_OF_THREE(edgec_dsp_lower_upper, "smlabt %0, %1, %2, %3", edgec_lower(a) * edgec_upper(b))
EDGEC_DSP_OF_THREE(edgec_dsp_upper_lower, "smlatb %0, %1, %2, %3", edgec_upper(a) * edgec_lower(b))

/* The result of a sum in one of dsp.h's forms. shift is for EDGEC_DSP_TWICE only. */
EDGEC_FN int8_t edgec_dsp_result(uint32_t sum, int32_t multiplier, int32_t constant, int32_t shift, int32_t form) {
  if (form == EDGEC_DSP_TWICE) return edgec_dsp_twice((int32_t)(sum << 1), multiplier, constant, shift);
#if EDGEC_DSP
  int32_t r;
  __asm__("smmla %0, %1, %2, %3" : "=r"(r) : "r"(sum), "r"(multiplier), "r"(constant));
  r >>= edgec_dsp_shift(form);
  __asm__("ssat %0, #8, %0" : "+r"(r));
  return (int8_t)r;
#else
  return edgec_dsp_fitted(sum, multiplier, constant, edgec_dsp_shift(form));
#endif
}

/* The first n channels of a pixel, 1 to 4, as bytes of a word. */
EDGEC_FN uint32_t edgec_dsp_pixel(const int8_t *x, int32_t n) {
  uint32_t v = 0;
  if (n == 4) return edgec_load_word(x);
  for (int32_t i = 0; i < n; ++i) v |= (uint32_t)(uint8_t)x[i] << (8 * i);
  return v;
}

/* n words to a lower address. */
EDGEC_FN void edgec_dsp_move_words(uint32_t *to, const uint32_t *from, int32_t n) {
  for (; n >= 4; n -= 4, to += 4, from += 4) {
    const uint32_t a = from[0], b = from[1], c = from[2], d = from[3];
    to[0] = a, to[1] = b, to[2] = c, to[3] = d;
  }
  for (; n > 0; --n) *to++ = *from++;
}

#undef EDGEC_DSP_OF_TWO
#undef EDGEC_DSP_OF_THREE

#endif
