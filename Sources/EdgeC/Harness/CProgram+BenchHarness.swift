internal import CSource
internal import EdgeIR

/// A program that times inference.
extension CProgram {
  func benchHarness() -> [CFile] {
    [
      CFile(name: "\(name)_bench.c", text: benchMain()),
      CFile(name: "Makefile", text: makefile(program: "\(name)_bench", goal: "run")),
    ]
  }

  /// - Parameter goal: what `make` is asked for to run the program.
  func makefile(program: String, goal: String) -> String {
    """
    # \(stamp)
    CFLAGS ?= \(options.goal.compilerFlag)
    ALL_CFLAGS := -std=c99 $(CFLAGS)

    .PHONY: all \(goal) clean
    all: \(program)

    \(goal): \(program)
    \t./\(program)

    \(program): \(program).c \(name).c $(wildcard *.h)
    \t$(CC) $(ALL_CFLAGS) $(LDFLAGS) -o $@ \(program).c \(name).c -lm $(LDLIBS)

    clean:
    \trm -f \(program)

    """
  }

  /// What `NAME.c` says between layers when it comes with this harness.
  static let stepMacro = "EDGEC_STEP"

  /// Definitions of `stepMacro`: nothing, unless somebody wants to know.
  var stepHook: [CTranslationUnit.Item] {
    [
      .comment("With EDGEC_PROFILE each layer announces itself."),
      .directive("ifdef EDGEC_PROFILE"), .function(stepFunction),
      .directive("define \(Self.stepMacro)(step) \(stepFunction.name)(step)"), .directive("else"),
      .directive("define \(Self.stepMacro)(step) ((void)0)"), .directive("endif"), .blank,
    ]
  }

  private var stepFunction: CFunction {
    CFunction(name: "\(name)_step", parameters: [.init(.integer(bits: 32), "step")])
  }

  private func benchMain() -> String {
    let opening = CTranslationUnit([.comment(stamp), .comment(benchUsage), .blank]).text
    return opening + benchClock + benchInputs() + benchProfile + benchStack + benchEntry
  }

  private var benchUsage: String {
    """
    Prints the processor time of one inference: the shortest of several series. With EDGEC_PROFILE defined here and in
    \(name).c, prints the shortest time of each layer instead.
    Where there is no operating system, define EDGEC_COUNTER as the address of a free-running 32-bit counter, e.g. that of
    processor cycles: one inference is then counted, and on Arm its stack measured.
    """
  }

  private var benchClock: String {
    """
    #ifndef EDGEC_COUNTER
    #define _POSIX_C_SOURCE 199309L
    #endif

    #include <stdint.h>
    #include <stdio.h>
    #include <string.h>
    #include <time.h>

    #include "\(name).h"

    #ifdef EDGEC_COUNTER
    typedef uint32_t ticks;
    static ticks now(void) { return *(volatile const uint32_t *)EDGEC_COUNTER; }
    #elif defined(EDGEC_PROFILE)
    /* Nanoseconds. */
    typedef uint64_t ticks;
    static ticks now(void) {
      struct timespec time;
      clock_gettime(CLOCK_MONOTONIC, &time);
      return (ticks)time.tv_sec * 1000000000u + (ticks)time.tv_nsec;
    }
    #endif


    """
  }

  private func benchInputs() -> String {
    var (place, fills, copies) = (0, [String](), [String]())
    for (index, port) in inputs.enumerated() where port.type.elementCount > 0 {
      let type = port.type.element.cType.declaring("")
      fills.append(
        """
          for (size_t i = 0; i < \(port.type.elementCount); ++i) {
            const \(type) value = (\(type))\(port.type.element.isFloat ? "((double)(i % 17) / 8 - 1)" : "(i % 2)");
            memcpy(inputs + \(place) + i * sizeof value, &value, sizeof value);
          }
        """)
      copies.append("  memcpy(\(name)_input_\(index)(arena), inputs + \(place), \(port.type.sizeInBytes));")
      place += port.type.sizeInBytes
    }
    return """
      static uint8_t memory[\(macroPrefix)_ARENA_BYTES + \(macroPrefix)_ARENA_ALIGN];
      static uint8_t inputs[\(place + 1)];

      static void fill_inputs(void) {
        memset(inputs, 0, sizeof inputs);
      \(fills.joined(separator: "\n"))
      }

      /* An inference may overwrite its inputs. */
      static void set_inputs(uint8_t *arena) {
        \(copies.isEmpty ? "(void)arena;" : "")
      \(copies.joined(separator: "\n"))
      }


      """
  }

  private var benchProfile: String {
    """
    #ifdef EDGEC_PROFILE
    enum { STEPS = \(steps.count) };
    static uint64_t shortest[STEPS + 1];
    static int32_t current;
    static ticks since, overhead;

    void \(name)_step(int32_t step) {
      const ticks spent = now() - since;
      const ticks own = spent > overhead ? spent - overhead : 0;
      if (own < shortest[current]) shortest[current] = own;
      current = step;
      since = now();
    }

    /* What announcing a layer takes by itself. */
    static void measure_overhead(void) {
      shortest[0] = UINT64_MAX;
      for (int i = 0; i < 1000; ++i) {
        current = 0;
        since = now();
        \(name)_step(0);
      }
      overhead = (ticks)shortest[0];
    }

    static void profile(uint8_t *arena, int runs) {
      measure_overhead();
      for (int step = 0; step <= STEPS; ++step) shortest[step] = UINT64_MAX;
      for (int i = 0; i < runs; ++i) {
        set_inputs(arena);
        current = STEPS;
        \(name)_run(arena);
      }
      for (int step = 0; step < STEPS; ++step) {
        printf("step %d: %lu\\n", step, (unsigned long)shortest[step]);
      }
    }
    #endif


    """
  }

  private var benchStack: String {
    """
    #ifndef EDGEC_COUNTER
    /* Seconds of processor time for a number of inferences. Writing the inputs is part of them. */
    static double time_series(uint8_t *arena, long count) {
      const clock_t start = clock();
      for (long i = 0; i < count; ++i) {
        set_inputs(arena);
        \(name)_run(arena);
      }
      return (double)(clock() - start) / CLOCKS_PER_SEC;
    }
    #elif !defined(EDGEC_PROFILE)
    /* Bytes of stack that an inference needs; 0 where that cannot be told. */
    static size_t measure_stack(uint8_t *arena) {
      size_t used = 0;
    #if defined(__arm__) && defined(__GNUC__)
      enum { DEPTH = 65536 };
      uintptr_t top;
      __asm__ volatile("mov %0, sp" : "=r"(top));
      for (uintptr_t byte = top - DEPTH; byte < top; ++byte) *(volatile uint8_t *)byte = 0xA5;
      \(name)_run(arena);
      uintptr_t lowest = top - DEPTH;
      while (lowest < top && *(volatile uint8_t *)lowest == 0xA5) ++lowest;
      used = top - lowest;
    #else
      (void)arena;
    #endif
      return used;
    }

    /* Ticks of one inference without what counting takes. */
    static ticks count(uint8_t *arena) {
      const ticks start = now(), begin = now();
      \(name)_run(arena);
      const ticks end = now();
      return end - begin - (begin - start);
    }
    #endif


    """
  }

  private var benchEntry: String {
    """
    int main(void) {
      uint8_t *arena = memory;
      while ((uintptr_t)arena % \(macroPrefix)_ARENA_ALIGN != 0) ++arena;
      memset(memory, 0, sizeof memory);
      fill_inputs();
      set_inputs(arena);
    #ifdef EDGEC_COUNTER
    #ifdef EDGEC_PROFILE
      profile(arena, 1);
    #else
      const size_t stack = measure_stack(arena);
      set_inputs(arena);
      printf("\(name): %lu ticks per inference\\n", (unsigned long)count(arena));
      printf("\(name): %lu bytes of stack\\n", (unsigned long)stack);
    #endif
    #else
      long count = 1;
      while (time_series(arena, count) < 0.05 && count < 100000000) count *= 2;
    #ifdef EDGEC_PROFILE
      profile(arena, count < 10 ? 10 : (int)(count < 100000 ? count : 100000));
    #else
      double best = time_series(arena, count);
      for (int series = 0; series < 9; ++series) {
        const double seconds = time_series(arena, count);
        if (seconds < best) best = seconds;
      }
      printf("\(name): %.0f ns per inference\\n", best / (double)count * 1e9);
    #endif
    #endif
      return 0;
    }

    """
  }
}
