public import EdgeC
public import EdgeIR

/// Many programs compiled as one translation unit: starting a compiler costs more than most small models do.
public struct CModelBatch: Sendable {
  private let programs: [CProgram]
  private let executable: Executable

  /// Lowers a graph under a name that no other graph of the batch has.
  public static func lower(_ graph: Graph, number: Int) throws -> CProgram {
    try CHost.lower(
      graph, options: COptions(name: "model\(number)", singleFile: true, version: "0", modelDigest: "0"))
  }

  /// - Throws: `CompilationFailed` when the compiler is not content with one of them.
  public init(
    _ programs: [CProgram], compiler: CCompiler = .gcc, sanitizers: [CCompiler.Sanitizer] = [],
    flags: [String] = ["-O1"]
  ) throws {
    self.programs = programs
    let folder = try TemporaryDirectory()
    for program in programs { try folder.write(program) }
    let main = try folder.write(Self.main(programs), to: "main.c")
    executable = try compiler.compile([main], includes: [folder.path], flags: flags, sanitizers: sanitizers)
  }

  /// Runs one program twice in an arena full of rubbish.
  ///
  /// - Throws: `CModelRunner.Failure` when the program stops, its second run differs or it leaves its arena.
  public func run(_ index: Int, _ inputs: [Tensor]) throws -> [Tensor] {
    let result = try executable.run(["\(index)"], input: inputs.flatMap { [UInt8]($0.storage.bytes) })
    guard result.status == 0 else {
      throw CModelRunner.Failure(
        description: "the program ended with status \(result.status): \(result.errors)")
    }
    return try CModelRunner.tensors(programs[index].outputs.map(\.type), from: result.output)
  }

  private static func main(_ programs: [CProgram]) -> String {
    func most(_ size: (CProgram) -> Int) -> Int { programs.map(size).max() ?? 0 }
    let inputs = most { $0.inputs.reduce(0) { $0 + $1.type.sizeInBytes } }
    let outputs = most { $0.outputs.reduce(0) { $0 + $1.type.sizeInBytes } }
    let includes = programs.map { "#include \"\($0.name).c\"\n" }.joined()
    let cases = programs.indices.map { "    case \($0): return run_\($0)();\n" }.joined()
    return """
      #include <stdio.h>
      #include <stdlib.h>
      \(includes)
      enum { GUARD = 64, ALIGN = 16 };
      static uint8_t memory[2 * GUARD + ALIGN + \(most { $0.report.arenaBytes })];
      static uint8_t inputs[\(inputs + 1)], outputs[\(outputs + 1)], first[\(outputs + 1)];

      \(programs.enumerated().map(runner).joined(separator: "\n"))
      int main(int argc, char **argv) {
        switch (argc == 2 ? atoi(argv[1]) : -1) {
      \(cases)  }
        return 2;
      }

      """
  }

  private static func runner(_ index: Int, _ program: CProgram) -> String {
    var (place, fill, read) = (0, "", "")
    for (port, input) in program.inputs.enumerated() {
      fill +=
        "    memcpy(\(program.name)_input_\(port)(arena), inputs + \(place), \(input.type.sizeInBytes));\n"
      place += input.type.sizeInBytes
    }
    let inputBytes = place
    place = 0
    for (port, output) in program.outputs.enumerated() {
      read +=
        "    memcpy(outputs + \(place), \(program.name)_output_\(port)(arena), \(output.type.sizeInBytes));\n"
      place += output.type.sizeInBytes
    }
    return """
      static int run_\(index)(void) {
        uint8_t *arena = memory + GUARD;
        while ((uintptr_t)arena % ALIGN != 0) ++arena;
        memset(memory, 0xA5, sizeof memory);
        if (fread(inputs, 1, \(inputBytes), stdin) != \(inputBytes)) return 3;
        for (int run = 0; run < 2; ++run) {
      \(fill)    \(program.name)_run(arena);
          memcpy(first, outputs, \(place));
      \(read)  }
        if (memcmp(first, outputs, \(place)) != 0) return 4;
        for (uint8_t *byte = memory; byte < memory + sizeof memory; ++byte) {
          if ((byte < arena || byte >= arena + \(program.report.arenaBytes)) && *byte != 0xA5) return 5;
        }
        return fwrite(outputs, 1, \(place), stdout) == \(place) ? 0 : 6;
      }

      """
  }
}
