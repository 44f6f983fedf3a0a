/* What kernels for Armv8.1-M with its vector extension (MVE, Helium) share.
 *
 * Such a kernel reads weights and parameters that were packed for it. It has two forms that read the same memory and
 * give the same bits: a block of instructions, and C (edgec_mve_<what>_in_c), which stands in for it where the target
 * or the compiler is another one and where nothing is optimized.
 *
 * Alignment: tensors, packed data and scratch memory begin at multiples of 16, so that vectors may be loaded by words.
 * A tensor whose size is none may be read to the next multiple of 16; what is there does not matter.
 *
 * VMLADAVA adds to an even core register: the eight sums of a block are r0 r2 r4 r6 r8 r10 r12 lr, the odd registers
 * hold pointers. Blocks take their arguments as an array of words at r1 and keep on the stack what they need later;
 * r7, the frame pointer if there is one, is saved.
 * */
#ifndef EDGEC_MVE_H
#define EDGEC_MVE_H

#include "fixed_point.h"

#if defined(__ARM_FEATURE_MVE) && defined(__GNUC__) && defined(__OPTIMIZE__)
#if __ARM_FEATURE_MVE & 1
#define EDGEC_MVE 1
#endif
#endif

/* Kernels are functions of their own, however often they are called. */
#if defined(__GNUC__)
#define EDGEC_MVE_FN static __attribute__((noinline, unused))
#else
#define EDGEC_MVE_FN static inline
#endif

/* How a sum times a multiplier / 2^31 and a shift to the right are rounded: each to the nearest, halves up; the
 * shift's halves away from zero; only once, halves up. */
enum { EDGEC_MVE_UP, EDGEC_MVE_AWAY, EDGEC_MVE_ONCE };

/* Sums become 8-bit integers by VQRDMULH (VQDMULH where rounding is done once; after it VQDMLAH where halves go away
 * from zero), VRSHL by -31 to 0, and an addition in 16 bits that is saturated to 8. Preconditions, which packing
 * checks: sums are exact in 32 bits, and what is saturated has 16. */
EDGEC_FN int8_t edgec_mve_scaled(int32_t sum, int32_t multiplier, int32_t shift, int32_t rounding, int32_t zero) {
  const int64_t product = (int64_t)sum * multiplier;
  int64_t v = rounding == EDGEC_MVE_ONCE ? product >> 31 : (product + (1 << 30)) >> 31;
  if (rounding == EDGEC_MVE_AWAY && v < 0) --v;
  v = ((v + (((int64_t)1 << -shift) >> 1)) >> -shift) + zero;
  return (int8_t)(v < INT8_MIN ? INT8_MIN : v > INT8_MAX ? INT8_MAX : v);
}

/* Byte i of packed weights, which are words so that they are aligned. */
EDGEC_FN int32_t edgec_mve_weight(const int32_t *w, int32_t i) {
  return (int8_t)((uint32_t)w[i / 4] >> i % 4 * 8);
}

/* A word of a block's arguments. */
EDGEC_FN uint32_t edgec_mve_word(const void *p) { return (uint32_t)(uintptr_t)p; }

/* Two places in y as halves of a word. */
EDGEC_FN uint32_t edgec_mve_places(int32_t low, int32_t high) {
  uint32_t word = (uint32_t)low | (uint32_t)high << 16;
#ifdef EDGEC_MVE
  /* Keeps gcc 12 from vectors of 16-bit constants, which it spells in a way that the assembler refuses. */
  __asm__("" : "+r"(word));
#endif
  return word;
}

/* The registers that blocks use, but for r1, which is an operand, and r7, which they save. */
#define EDGEC_MVE_CLOBBERS                                                                                             \
  "r0", "r2", "r3", "r4", "r5", "r6", "r8", "r9", "r10", "r11", "r12", "lr", "q0", "q1", "q2", "q3", "q4", "q5", "q6", \
      "q7", "memory", "cc"

/* Four sums, those of lanes 0 to 3 in a, b, c, d, as a vector. */
#define EDGEC_MVE_GATHER(q, a, b, c, d) \
  "vmov " q "[2], " q "[0], " a ", " c "\n vmov " q "[3], " q "[1], " b ", " d "\n "

/* The high product by a rounding, and what it takes besides: register r is 1, and vectors a and b are corrected. */
#define EDGEC_MVE_HIGH_UP "vqrdmulh.s32 "
#define EDGEC_MVE_HIGH_AWAY "vqrdmulh.s32 "
#define EDGEC_MVE_HIGH_ONCE "vqdmulh.s32 "
#define EDGEC_MVE_FIX_UP(r, a, b) ""
#define EDGEC_MVE_FIX_AWAY(r, a, b) \
  "mov " r ", #1\n vqdmlah.s32 " a ", " a ", " r "\n vqdmlah.s32 " b ", " b ", " r "\n "
#define EDGEC_MVE_FIX_ONCE(r, a, b) ""

#ifdef EDGEC_MVE
/* n bytes v at y. */
EDGEC_FN void edgec_mve_fill(int8_t *y, int32_t v, int32_t n) {
  __asm__ volatile("vdup.8 q0, %1\n dlstp.8 lr, %2\n 1:\n vstrb.8 q0, [%0], #16\n letp lr, 1b"
                   : "+r"(y)
                   : "r"(v), "r"(n)
                   : "lr", "q0", "memory");
}

/* n bytes from x to y. */
EDGEC_FN void edgec_mve_copy(const int8_t *x, int8_t *y, int32_t n) {
  __asm__ volatile("dlstp.8 lr, %2\n 1:\n vldrb.u8 q0, [%0], #16\n vstrb.8 q0, [%1], #16\n letp lr, 1b"
                   : "+r"(x), "+r"(y)
                   : "r"(n)
                   : "lr", "q0", "memory");
}
#endif

#endif
