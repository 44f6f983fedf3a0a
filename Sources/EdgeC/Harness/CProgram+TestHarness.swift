internal import CSource
internal import EdgeIR

/// A program that runs the model on raw data and holds it to its promises.
extension CProgram {
  func testHarness() -> [CFile] {
    [
      CFile(name: "\(name)_test.c", text: testMain()),
      CFile(name: "Makefile", text: makefile(program: "\(name)_test", goal: "test")),
      CFile(name: "CMakeLists.txt", text: cmakeLists()),
    ]
  }

  private func testMain() -> String {
    let opening = CTranslationUnit(
      [.comment(stamp), .comment(testUsage), .blank, .include("\(name).h"), .blank]
        + ["stdint.h", "stdio.h", "string.h"].map { .systemInclude($0) } + [.blank]
    ).text
    let goldens = CTranslationUnit(goldenArrays()).text
    return opening + testMemory + goldens + testRun + testStreams
      + (options.goldens.isEmpty ? "" : goldenChecks())
      + testEntry
  }

  private var testUsage: String {
    let check =
      options.goldens.isEmpty ? "" : "\n  \(name)_test               checks the embedded test vectors"
    return """
      Runs the model on raw data, in the byte order of the machine.\(check)
        \(name)_test IN... OUT...  reads every input from a file and writes every output to one
        \(name)_test -             reads samples from standard input to its end, writes to standard output
      Each sample runs twice in an arena full of rubbish; both runs must agree and stay inside the arena.
      """
  }

  private var testMemory: String {
    """
    enum { GUARD = 64 };

    static uint8_t memory[GUARD + \(macroPrefix)_ARENA_ALIGN + \(macroPrefix)_ARENA_BYTES + GUARD];
    /* All inputs and all outputs of one sample, one after the other. */
    static uint8_t inputs[\(inputs.reduce(1) { $0 + $1.type.sizeInBytes })];
    static uint8_t outputs[\(outputs.reduce(1) { $0 + $1.type.sizeInBytes })];
    static uint8_t first[sizeof outputs];

    static const size_t input_sizes[] = {\(sizes(inputs))};
    static const size_t output_sizes[] = {\(sizes(outputs))};

    static uint8_t *find_arena(void) {
      uint8_t *start = memory + GUARD;
      while ((uintptr_t)start % \(macroPrefix)_ARENA_ALIGN != 0) ++start;
      return start;
    }


    """
  }

  private func sizes(_ ports: [Port]) -> String {
    (ports.map { "\($0.type.sizeInBytes)" } + ["0"]).joined(separator: ", ")
  }

  private var testRun: String {
    var (place, lines) = (0, [String]())
    for (index, port) in inputs.enumerated() {
      lines.append("  memcpy(\(name)_input_\(index)(arena), inputs + \(place), \(port.type.sizeInBytes));")
      place += port.type.sizeInBytes
    }
    lines.append("  \(name)_run(arena);")
    place = 0
    for (index, port) in outputs.enumerated() {
      lines.append("  memcpy(outputs + \(place), \(name)_output_\(index)(arena), \(port.type.sizeInBytes));")
      place += port.type.sizeInBytes
    }
    return """
      static void run_once(uint8_t *arena) {
      \(lines.joined(separator: "\n"))
      }

      /* Computes outputs from inputs; 0 when a promise is broken. */
      static int run_sample(void) {
        uint8_t *arena = find_arena();
        memset(memory, 0xA5, sizeof memory);
        run_once(arena);
        memcpy(first, outputs, sizeof outputs);
        run_once(arena);
        if (memcmp(first, outputs, sizeof outputs) != 0) {
          fprintf(stderr, "\(name): a second run in the same arena gives other outputs\\n");
          return 0;
        }
        for (const uint8_t *byte = memory; byte < memory + sizeof memory; ++byte) {
          if ((byte < arena || byte >= arena + \(macroPrefix)_ARENA_BYTES) && *byte != 0xA5) {
            fprintf(stderr, "\(name): writes outside the arena\\n");
            return 0;
          }
        }
        return 1;
      }


      """
  }

  private var testStreams: String {
    """
    static int run_stream(void) {
      const size_t size = sizeof inputs - 1;
      do {
        const size_t got = size > 0 ? fread(inputs, 1, size, stdin) : 0;
        if (got == 0 && size > 0) return 1;
        if (got != size || !run_sample()) return 0;
        if (fwrite(outputs, 1, sizeof outputs - 1, stdout) != sizeof outputs - 1) return 0;
      } while (size > 0);
      return 1;
    }

    static int run_files(char **paths) {
      uint8_t *bytes = inputs;
      for (int i = 0; i < \(macroPrefix)_INPUT_COUNT; bytes += input_sizes[i++]) {
        FILE *file = fopen(paths[i], "rb");
        const size_t got = file ? fread(bytes, 1, input_sizes[i], file) : 0;
        if (file) fclose(file);
        if (!file || got != input_sizes[i]) {
          fprintf(stderr, "%s: expected %lu bytes\\n", paths[i], (unsigned long)input_sizes[i]);
          return 0;
        }
      }
      if (!run_sample()) return 0;
      bytes = outputs;
      for (int i = 0; i < \(macroPrefix)_OUTPUT_COUNT; bytes += output_sizes[i++]) {
        FILE *file = fopen(paths[\(macroPrefix)_INPUT_COUNT + i], "wb");
        const size_t put = file ? fwrite(bytes, 1, output_sizes[i], file) : 0;
        if (!file || fclose(file) != 0 || put != output_sizes[i]) {
          fprintf(stderr, "%s: cannot be written\\n", paths[\(macroPrefix)_INPUT_COUNT + i]);
          return 0;
        }
      }
      return 1;
    }


    """
  }

  private var testEntry: String {
    let check =
      options.goldens.isEmpty ? "" : "  if (argc <= 1) return check_goldens() ? 0 : 1;\n"
    return """
      int main(int argc, char **argv) {
      \(check)  if (argc == 2 && strcmp(argv[1], "-") == 0) return run_stream() ? 0 : 1;
        if (argc == 1 + \(macroPrefix)_INPUT_COUNT + \(macroPrefix)_OUTPUT_COUNT && argc > 1) {
          return run_files(argv + 1) ? 0 : 1;
        }
        fprintf(stderr, "expected %d input files and %d output files, or -\\n", \(macroPrefix)_INPUT_COUNT,
                \(macroPrefix)_OUTPUT_COUNT);
        return 2;
      }

      """
  }

  private func cmakeLists() -> String {
    """
    cmake_minimum_required(VERSION 3.13)
    project(\(name) C)
    set(CMAKE_C_STANDARD 99)
    add_library(\(name) STATIC \(name).c)
    target_include_directories(\(name) PUBLIC ${CMAKE_CURRENT_SOURCE_DIR})
    target_link_libraries(\(name) PUBLIC m)
    add_executable(\(name)_test \(name)_test.c)
    target_link_libraries(\(name)_test PRIVATE \(name))

    """
  }
}
