/* Start-up code for programs on QEMU's MPS boards: vectors, memory, floating point, arguments, then main. */

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

extern uint32_t data_load[], data_start[], data_end[], bss_start[], bss_end[], stack_top[];
extern int main(int argc, char **argv);
extern void initialise_monitor_handles(void);

enum { FAULT_STATUS = 99, MAX_ARGUMENTS = 64, MAX_COMMAND_LINE = 4096 };

/* A request to the debugger, here QEMU. */
static int semihosting(int operation, const void *block) {
  register int r0 __asm("r0") = operation;
  register const void *r1 __asm("r1") = block;
  __asm volatile("bkpt 0xAB" : "+r"(r0) : "r"(r1) : "memory");
  return r0;
}

/* SYS_GET_CMDLINE: words separated by spaces. */
static int split_command_line(char **arguments) {
  static char line[MAX_COMMAND_LINE];
  const struct {
    char *text;
    uint32_t size;
  } block = {line, sizeof line};
  int count = 0;
  if (semihosting(0x15, &block) != 0) return 0;
  for (char *word = strtok(line, " "); word && count < MAX_ARGUMENTS; word = strtok(NULL, " ")) {
    arguments[count++] = word;
  }
  return count;
}

static void reset(void) {
  static char *arguments[MAX_ARGUMENTS + 1];
  memcpy(data_start, data_load, (size_t)((char *)data_end - (char *)data_start));
  memset(bss_start, 0, (size_t)((char *)bss_end - (char *)bss_start));
#if defined(__ARM_FP) || defined(__ARM_FEATURE_MVE)
  *(volatile uint32_t *)0xE000ED88u |= 0xFu << 20; /* CPACR: full access to the FPU and MVE */
  __asm volatile("dsb\n isb");
#endif
  initialise_monitor_handles();
  exit(main(split_command_line(arguments), arguments));
}

/* Semihosting SYS_EXIT_EXTENDED with ADP_Stopped_ApplicationExit: a fault is a status, never a hang. */
static void fault(void) {
  static const uint32_t block[2] = {0x20026u, FAULT_STATUS};
  semihosting(0x20, block);
  for (;;) {
  }
}

typedef void (*handler)(void);

/* The first word is the initial stack pointer; data and code pointers share the table, hence the union. */
typedef union {
  void *pointer;
  handler function;
} vector;

extern const vector vectors[16];
__attribute__((section(".vectors"), used)) const vector vectors[16] = {
    {.pointer = stack_top}, {.function = reset}, {.function = fault}, {.function = fault}, {.function = fault},
    {.function = fault},    {.function = fault}, {.function = fault}, {.function = fault}, {.function = fault},
    {.function = fault},    {.function = fault}, {.function = fault}, {.function = fault}, {.function = fault},
    {.function = fault},
};
