/* For callers in Swift, which have no way to say this themselves. */
#ifndef EDGEC_FENCE_H
#define EDGEC_FENCE_H

/* Between kernels bytes of the arena change their meaning: accesses must not move from one to another. */
static inline void edgec_fence(void) { __asm__ __volatile__("" : : : "memory"); }

#endif
