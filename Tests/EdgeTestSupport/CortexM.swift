public import Testing

/// An Arm microcontroller board as QEMU models it, with the compiler flags of its core.
///
/// Programs are linked with newlib's semihosting: `printf`, `fopen` of files in the working folder and the exit
/// code work as on a host. A fault ends the program with status 99 instead of hanging.
public enum CortexM: String, CaseIterable, Sendable, CustomTestStringConvertible {
  case m0plus, m3, m4, m7, m55

  public var testDescription: String { "cortex-\(rawValue)" }

  /// QEMU has no Cortex-M0+ board with enough memory; Armv6-M code runs unchanged on a Cortex-M3.
  var machine: String {
    switch self {
    case .m0plus, .m3: "mps2-an385"
    case .m4: "mps2-an386"
    case .m7: "mps2-an500"
    case .m55: "mps3-an547"
    }
  }

  /// Flags that select the core and its floating point.
  public var flags: [String] {
    switch self {
    case .m0plus: ["-mcpu=cortex-m0plus", "-mfloat-abi=soft"]
    case .m3: ["-mcpu=cortex-m3", "-mfloat-abi=soft"]
    case .m4: ["-mcpu=cortex-m4", "-mfpu=fpv4-sp-d16", "-mfloat-abi=hard"]
    case .m7: ["-mcpu=cortex-m7", "-mfpu=fpv5-d16", "-mfloat-abi=hard"]
    case .m55: ["-mcpu=cortex-m55", "-mfloat-abi=hard"]
    }
  }

  private var linkerScript: String {
    switch self {
    case .m0plus, .m3, .m4, .m7: "mps2.ld"
    case .m55: "mps3.ld"
    }
  }

  /// Compiles and links C files for the board.
  ///
  /// - Throws: `MissingTool`, or `CompilationFailed` with what the compiler said.
  public func compile(
    _ sources: [String], includes: [String] = [], flags: [String] = ["-O2"], strict: Bool = true
  ) throws -> CortexMProgram {
    let compiler = "arm-none-eabi-gcc"
    guard let program = Subprocess.find(compiler) else { throw MissingTool(compiler, remedy: "make setup") }
    let folder = try TemporaryDirectory()
    let support = "\(Fixture.packageRoot)/Tests/EdgeTestSupport/CortexM"
    let core = self.flags + ["-mthumb", "-ffunction-sections", "-fdata-sections"]
    let startup = folder.file("startup.o")
    let steps = [
      core + ["-O2", "-c", "\(support)/startup.c", "-o", startup],
      core + (strict ? CCompiler.strictFlags : ["-std=c99"]) + flags + includes.map { "-I\($0)" } + sources
        + [
          startup, "-T", "\(support)/\(linkerScript)", "-L", support, "--specs=rdimon.specs", "-nostartfiles",
        ]
        + ["-Wl,--gc-sections", "-lm", "-o", folder.file("program.elf")],
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
  public let board: CortexM
  let folder: TemporaryDirectory

  /// Runs the program in QEMU.
  ///
  /// - Parameter folder: the working folder, where the program's `fopen` looks.
  public func run(in folder: String? = nil, timeout: Double = 120) throws -> ProcessResult {
    let emulator = "qemu-system-arm"
    guard let program = Subprocess.find(emulator) else { throw MissingTool(emulator, remedy: "make setup") }
    return try Subprocess.run(
      program,
      ["-M", board.machine, "-semihosting-config", "enable=on,target=native", "-nographic"]
        + ["-monitor", "none", "-serial", "none", "-kernel", path],
      in: folder, timeout: timeout)
  }
}
