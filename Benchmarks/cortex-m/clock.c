/* Replaces newlib's clock() on QEMU's MPS2 boards, so that the emitted bench harness counts instructions.
 *
 * Returns the free-running 25 MHz counter of the boards' FPGA. Under `-icount shift=6` every instruction takes 64 ns
 * of emulated time and a tick is 40 ns, hence instructions = ticks * 40 / 64. Unsigned differences survive one wrap,
 * so a series may take up to 2.7e9 instructions. The harness divides ticks by CLOCKS_PER_SEC before printing. */
#include <stdint.h>
#include <time.h>

#if CLOCKS_PER_SEC != 100
#error "bench.py turns seconds back into ticks with newlib's CLOCKS_PER_SEC of 100"
#endif

clock_t clock(void) { return (clock_t)*(volatile const uint32_t *)0x40028018u; }
