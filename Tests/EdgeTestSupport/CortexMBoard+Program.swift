public import EdgeC
public import Testing

extension CortexMBoard: CustomTestStringConvertible {
  public var testDescription: String { rawValue }

  /// Compiles and links C files for the board.
  ///
  /// - Throws: `MissingTool`, or `CompilationFailed` with what the compiler said.
  public func compile(
    _ sources: [String], includes: [String] = [], flags: [String] = ["-O2"], strict: Bool = true
  ) throws -> CortexMProgram {
    let compiler = "arm-none-eabi-gcc"
    guard let program = Subprocess.find(compiler) else { throw MissingTool(compiler, remedy: "make setup") }
    let folder = try TemporaryDirectory()
    for file in [startup] + linkerScripts { try folder.write(file.text, to: file.name) }
    let core = compilerFlags + ["-ffunction-sections", "-fdata-sections"]
    let start = folder.file("startup.o")
    let steps = [
      core + ["-O2", "-c", folder.file(startup.name), "-o", start],
      core + (strict ? CCompiler.strictFlags : ["-std=c99"]) + flags + includes.map { "-I\($0)" } + sources
        + [start, "-T", folder.file(linkerScripts[0].name), "-L", folder.path]
        + CortexMBoard.linkerFlags + ["-o", folder.file("program.elf")],
    ]
    for arguments in steps {
      let result = try Subprocess.run(program, arguments)
      guard result.status == 0 else { throw CompilationFailed(compiler: compiler, messages: result.errors) }
    }
    return CortexMProgram(path: folder.file("program.elf"), board: self, folder: folder)
  }
}

/// A program for a board; its file goes when the last copy of this value does.
public struct CortexMProgram: Sendable {
  /// The ELF file.
  public let path: String
  public let board: CortexMBoard
  let folder: TemporaryDirectory

  /// Runs the program in QEMU.
  ///
  /// - Parameter folder: the working folder, where the program's `fopen` looks.
  public func run(in folder: String? = nil, timeout: Double = 120) throws -> ProcessResult {
    let emulator = "qemu-system-arm"
    guard let program = Subprocess.find(emulator) else { throw MissingTool(emulator, remedy: "make setup") }
    return try Subprocess.run(program, board.emulation(of: path), in: folder, timeout: timeout)
  }
}
