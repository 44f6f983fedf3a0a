/// A 64-bit Arm machine with Linux, whose programs QEMU runs here.
public enum ARM64Machine {
  private static let (compiler, emulator) = ("aarch64-linux-gnu-gcc", "qemu-aarch64")

  public static var isAvailable: Bool {
    Subprocess.find(compiler) != nil && Subprocess.find(emulator) != nil
  }

  /// Compiles and links C files with strict C99 and runs the program.
  ///
  /// - Throws: `MissingTool`, or `CompilationFailed` with what the compiler said.
  public static func run(
    _ sources: [String], includes: [String] = [], flags: [String] = ["-O2"], timeout: Double = 120
  ) throws -> ProcessResult {
    guard let gcc = Subprocess.find(compiler) else { throw MissingTool(compiler, remedy: "make setup") }
    guard let qemu = Subprocess.find(emulator) else { throw MissingTool(emulator, remedy: "make setup") }
    let folder = try TemporaryDirectory()
    let program = folder.file("program")
    let result = try Subprocess.run(
      gcc,
      ["-static"] + CCompiler.strictFlags + flags + includes.map { "-I\($0)" } + sources
        + ["-lm", "-o", program])
    guard result.status == 0 else { throw CompilationFailed(compiler: compiler, messages: result.errors) }
    return try Subprocess.run(qemu, [program], timeout: timeout)
  }
}
