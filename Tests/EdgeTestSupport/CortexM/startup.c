/* Start-up code for test programs on QEMU's MPS boards: vectors, memory, floating point, then main. */

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

extern uint32_t data_load[], data_start[], data_end[], bss_start[], bss_end[], stack_top[];
extern int main(int argc, char **argv);
extern void initialise_monitor_handles(void);

enum { FAULT_STATUS = 99 };

static void reset(void) {
  memcpy(data_start, data_load, (size_t)((char *)data_end - (char *)data_start));
  memset(bss_start, 0, (size_t)((char *)bss_end - (char *)bss_start));
#if defined(__ARM_FP) || defined(__ARM_FEATURE_MVE)
  *(volatile uint32_t *)0xE000ED88u |= 0xFu << 20; /* CPACR: full access to the FPU and MVE */
  __asm volatile("dsb\n isb");
#endif
  initialise_monitor_handles();
  exit(main(0, NULL));
}

/* Semihosting SYS_EXIT_EXTENDED with ADP_Stopped_ApplicationExit: a fault is a status, never a hang. */
static void fault(void) {
  static const uint32_t block[2] = {0x20026u, FAULT_STATUS};
  register uint32_t operation __asm("r0") = 0x20u;
  register const uint32_t *argument __asm("r1") = block;
  __asm volatile("bkpt 0xAB" : : "r"(operation), "r"(argument) : "memory");
  for (;;) {
  }
}

typedef void (*handler)(void);

/* The first word is the initial stack pointer; data and code pointers share the table, hence the union. */
typedef union {
  void *pointer;
  handler function;
} vector;

__attribute__((section(".vectors"), used)) static const vector vectors[16] = {
    {.pointer = stack_top}, {.function = reset}, {.function = fault}, {.function = fault}, {.function = fault},
    {.function = fault},    {.function = fault}, {.function = fault}, {.function = fault}, {.function = fault},
    {.function = fault},    {.function = fault}, {.function = fault}, {.function = fault}, {.function = fault},
    {.function = fault},
};
