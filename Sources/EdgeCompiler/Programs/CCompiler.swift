import EdgeC
import EdgeSupport

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// A C compiler and how it is called.
struct CCompiler {
  /// The program and the words that always follow it.
  let command: [String]
  /// What to do when there is none.
  let remedy: String

  /// The compiler for this machine: `$CC`, or `cc`.
  static var host: CCompiler {
    let words = (getenv("CC").map { String(cString: $0) } ?? "cc").split(separator: " ").map(String.init)
    return CCompiler(
      command: words.isEmpty ? ["cc"] : words,
      remedy: "install one, or name yours in the environment variable CC")
  }

  static func cross(for board: CortexMBoard) -> CCompiler {
    CCompiler(
      command: ["arm-none-eabi-gcc"] + board.compilerFlags,
      remedy: "install it: apt-get install gcc-arm-none-eabi libnewlib-arm-none-eabi, "
        + "or brew install arm-none-eabi-gcc")
  }

  /// - Parameters:
  ///   - folder: the working folder; the caller's own when nil.
  ///   - source: the file that messages are about.
  /// - Throws: `Diagnostic` E602 when there is no compiler, it rejects the code, or a memory is too small for it.
  func compile(_ arguments: [String], in folder: String? = nil, source: String? = nil) throws {
    let result = try ChildProcess.run(command + arguments, in: folder)
    guard let result, result.status != 127 else {
      throw Diagnostic.error(
        .cCompilerFailed, "there is no C compiler '\(command.joined(separator: " "))'", hint: remedy)
    }
    guard result.status != 0 else { return }
    let lines = result.errors.split(separator: "\n").map(String.init)
    let overflows = lines.filter { $0.contains("overflowed") }
    guard overflows.isEmpty else {
      throw Diagnostic.error(
        .cCompilerFailed, "the program does not fit the board's memory", notes: overflows,
        hint: "use a smaller model, or quantize it")
    }
    throw Diagnostic.error(
      .cCompilerFailed, "'\(command[0])' rejected the program", at: .init(file: source),
      notes: Array(lines.prefix(12)),
      hint: "generated code compiles without a warning; if you did not edit it, please report this")
  }
}
