import EdgeC
import EdgeSupport

/// A C program for a microcontroller board, cross-compiled here and run by QEMU.
final class BoardProgram {
  static let emulator = "qemu-system-arm"

  /// The working folder: what the program opens and writes is here, and what it was made of.
  var folder: String { home.path }

  private let board: CortexMBoard
  private let home: TemporaryFolder
  private let executable = "program.elf"

  /// - Parameters:
  ///   - files: C sources, of which those that end in `.c` are compiled, with strict C99.
  ///   - flags: the level of optimisation, definitions.
  /// - Throws: `Diagnostic` E602 when there is no compiler, it rejects the code, or the board's memory is too small.
  init(_ files: [CFile], for board: CortexMBoard, flags: [String]) throws {
    self.board = board
    home = try TemporaryFolder()
    let support = [board.startup] + board.linkerScripts
    for file in files + support { try FileSystem.write(file.text, to: "\(home.path)/\(file.name)") }
    let sources = files.map(\.name).filter { $0.hasSuffix(".c") }
    let common = ["-ffunction-sections", "-fdata-sections"]
    let compiler = CCompiler.cross(for: board)
    try compiler.compile(common + ["-O2", "-c", board.startup.name, "-o", "startup.o"], in: home.path)
    try compiler.compile(
      common + ["-std=c99"] + flags + sources + ["startup.o", "-T", board.linkerScripts[0].name]
        + CortexMBoard.linkerFlags + ["-o", executable], in: home.path)
  }

  /// Runs the program to its end.
  ///
  /// - Parameters:
  ///   - arguments: reach `main` after the program's name; file names are relative to `folder`.
  ///   - countsInstructions: lets the board's counter count them.
  /// - Returns: What it printed.
  /// - Throws: `Diagnostic` E602 when there is no emulator or the program takes longer than ten minutes; E901 when the
  ///   program reports an error or faults.
  func run(_ arguments: [String] = [], countsInstructions: Bool = false) throws -> String {
    let emulation = board.emulation(
      of: executable, arguments: arguments, countsInstructions: countsInstructions)
    let result = try ChildProcess.run([Self.emulator] + emulation, in: home.path, timeout: .seconds(600))
    guard let result, result.status != 127 else {
      throw Diagnostic.error(
        .cCompilerFailed, "there is no emulator '\(Self.emulator)'",
        hint: "install it: apt-get install qemu-system-arm, or brew install qemu")
    }
    guard result.status != ChildProcess.timeoutStatus else {
      throw Diagnostic.error(
        .cCompilerFailed, "the program for \(board.rawValue) was ended after 600 s in the emulator",
        hint: "use a smaller model or fewer samples")
    }
    guard result.status == 0 else {
      throw Diagnostic.error(
        .internalInvariant, "the program for \(board.rawValue) ended with status \(result.status)",
        notes: result.errors.split(separator: "\n").prefix(12).map(String.init),
        hint: "this is a bug in edgec; please report it with the model")
    }
    return String(decoding: result.output, as: UTF8.self)
  }
}
