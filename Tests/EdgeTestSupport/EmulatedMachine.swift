/// A machine with another instruction set that QEMU emulates; programs print and end as here.
public struct EmulatedMachine: Sendable {
  private let compiler: String
  private let compilerFlags: [String]
  private let emulator: String
  private let emulatorFlags: [String]

  /// 32-bit RISC-V without an operating system: programs are linked with picolibc's semihosting, which prints everything to
  /// standard error.
  public static let riscv32 = EmulatedMachine(
    compiler: "riscv64-unknown-elf-gcc",
    compilerFlags: ["--specs=picolibc.specs", "--oslib=semihost", "--crt0=hosted"]
      + ["-march=rv32imac", "-mabi=ilp32"]
      + ["__flash=0x80000000", "__flash_size=4M", "__ram=0x80400000", "__ram_size=8M"].map {
        "-Wl,--defsym=\($0)"
      },
    emulator: "qemu-system-riscv32",
    emulatorFlags: ["-M", "virt", "-bios", "none", "-m", "64M", "-nographic", "-monitor", "none"]
      + ["-serial", "none", "-semihosting-config", "enable=on,target=native", "-kernel"])

  /// 64-bit Arm with Linux.
  public static let arm64 = EmulatedMachine(
    compiler: "aarch64-linux-gnu-gcc", compilerFlags: ["-static"], emulator: "qemu-aarch64", emulatorFlags: []
  )

  public var isAvailable: Bool {
    Subprocess.find(compiler) != nil && Subprocess.find(emulator) != nil
  }

  /// Compiles and links C files with strict C99 and runs the program.
  ///
  /// - Throws: `MissingTool`, or `CompilationFailed` with what the compiler said.
  public func run(
    _ sources: [String], includes: [String] = [], flags: [String] = ["-O2"], timeout: Double = 120
  ) throws -> ProcessResult {
    guard let gcc = Subprocess.find(compiler) else { throw MissingTool(compiler, remedy: "make setup") }
    guard let qemu = Subprocess.find(emulator) else { throw MissingTool(emulator, remedy: "make setup") }
    let folder = try TemporaryDirectory()
    let program = folder.file("program")
    let result = try Subprocess.run(
      gcc,
      compilerFlags + CCompiler.strictFlags + flags + includes.map { "-I\($0)" } + sources
        + ["-lm", "-o", program])
    guard result.status == 0 else { throw CompilationFailed(compiler: compiler, messages: result.errors) }
    return try Subprocess.run(qemu, emulatorFlags + [program], timeout: timeout)
  }
}
