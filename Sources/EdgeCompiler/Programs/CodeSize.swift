import EdgeC
import EdgeSupport

/// The machine code of a program for a board.
enum CodeSize {
  /// Bytes of code in the program linked alone, with the functions of the C library (newlib-nano) that it calls and
  /// without its constants.
  ///
  /// - Throws: `Diagnostic` E602.
  static func measure(_ program: CProgram, for board: CortexMBoard, flags: [String]) throws -> Int {
    let folder = try TemporaryFolder()
    for file in program.files() { try FileSystem.write(file.text, to: "\(folder.path)/\(file.name)") }
    let entries =
      ["run"] + program.inputs.indices.map { "input_\($0)" } + program.outputs.indices.map { "output_\($0)" }
    let roots = ["-Wl,-e,\(program.name)_run"] + entries.map { "-Wl,-u,\(program.name)_\($0)" }
    try CCompiler.cross(for: board).compile(
      ["-std=c99"] + flags + [
        "-ffunction-sections", "-fdata-sections", "--specs=nano.specs", "-nostartfiles",
      ]
        + ["-Wl,--gc-sections"] + roots + ["\(program.name).c", "-lm", "-o", "size.elf"], in: folder.path)
    guard let result = try ChildProcess.run(["arm-none-eabi-size", "-A", "size.elf"], in: folder.path) else {
      throw Diagnostic.error(
        .cCompilerFailed, "there is no 'arm-none-eabi-size'",
        hint: "it comes with the compiler: apt-get install binutils-arm-none-eabi")
    }
    for line in String(decoding: result.output, as: UTF8.self).split(separator: "\n") {
      let words = line.split(separator: " ")
      if words.count > 1, words[0] == ".text", let bytes = Int(words[1]) { return bytes }
    }
    return 0
  }
}
