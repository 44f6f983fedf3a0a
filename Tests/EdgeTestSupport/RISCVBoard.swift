/// A 32-bit RISC-V machine without an operating system, emulated by QEMU: programs are linked with picolibc's semihosting,
/// which prints everything to standard error.
public enum RISCVBoard {
  private static let (compiler, emulator) = ("riscv64-unknown-elf-gcc", "qemu-system-riscv32")

  public static var isAvailable: Bool {
    Subprocess.find(compiler) != nil && Subprocess.find(emulator) != nil
  }

  /// Compiles and links C files with strict C99 for RV32IMAC and runs the program.
  ///
  /// - Throws: `MissingTool`, or `CompilationFailed` with what the compiler said.
  public static func run(
    _ sources: [String], includes: [String] = [], flags: [String] = ["-O2"], timeout: Double = 120
  ) throws -> ProcessResult {
    guard let gcc = Subprocess.find(compiler) else { throw MissingTool(compiler, remedy: "make setup") }
    guard let qemu = Subprocess.find(emulator) else { throw MissingTool(emulator, remedy: "make setup") }
    let folder = try TemporaryDirectory()
    let memories = ["__flash=0x80000000", "__flash_size=4M", "__ram=0x80400000", "__ram_size=8M"]
    let library = ["--specs=picolibc.specs", "--oslib=semihost", "--crt0=hosted"]
    let result = try Subprocess.run(
      gcc,
      library + ["-march=rv32imac", "-mabi=ilp32"] + CCompiler.strictFlags + flags
        + includes.map { "-I\($0)" } + memories.map { "-Wl,--defsym=\($0)" } + sources
        + ["-lm", "-o", folder.file("program.elf")])
    guard result.status == 0 else { throw CompilationFailed(compiler: compiler, messages: result.errors) }
    return try Subprocess.run(
      qemu,
      ["-M", "virt", "-bios", "none", "-m", "64M", "-nographic", "-monitor", "none", "-serial", "none"]
        + ["-semihosting-config", "enable=on,target=native", "-kernel", folder.file("program.elf")],
      timeout: timeout)
  }
}
