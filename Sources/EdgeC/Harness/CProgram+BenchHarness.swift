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
    CFLAGS ?= -O2
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

  private func benchMain() -> String {
    let opening = CTranslationUnit(
      [
        .comment(stamp),
        .comment("Prints the processor time of one inference: the shortest of several series."), .blank,
      ]
        + [.include("\(name).h"), .blank]
        + ["stdint.h", "stdio.h", "string.h", "time.h"].map { .systemInclude($0) }
        + [.blank]
    ).text
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
      copies.append("    memcpy(\(name)_input_\(index)(arena), inputs + \(place), \(port.type.sizeInBytes));")
      place += port.type.sizeInBytes
    }
    return opening + """
      static uint8_t memory[\(macroPrefix)_ARENA_BYTES + \(macroPrefix)_ARENA_ALIGN];
      static uint8_t inputs[\(place + 1)];

      static void fill_inputs(void) {
        memset(inputs, 0, sizeof inputs);
      \(fills.joined(separator: "\n"))
      }

      /* Seconds for a number of inferences. They overwrite the inputs, so writing these is part of the time. */
      static double time_series(uint8_t *arena, long count) {
        const clock_t start = clock();
        for (long i = 0; i < count; ++i) {
      \((copies + ["    \(name)_run(arena);"]).joined(separator: "\n"))
        }
        return (double)(clock() - start) / CLOCKS_PER_SEC;
      }

      int main(void) {
        uint8_t *arena = memory;
        while ((uintptr_t)arena % \(macroPrefix)_ARENA_ALIGN != 0) ++arena;
        memset(memory, 0, sizeof memory);
        fill_inputs();
        long count = 1;
        while (time_series(arena, count) < 0.05 && count < 100000000) count *= 2;
        double best = time_series(arena, count);
        for (int series = 0; series < 9; ++series) {
          const double seconds = time_series(arena, count);
          if (seconds < best) best = seconds;
        }
        printf("\(name): %.0f ns per inference\\n", best / (double)count * 1e9);
        return 0;
      }

      """
  }
}
