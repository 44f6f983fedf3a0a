public import Testing

/// A C compiler of this machine, with the flags that generated code must survive.
public struct CCompiler: Sendable, CustomTestStringConvertible {
  /// What `docs/GENERATED_C.md` promises of generated code: it compiles silently with these.
  public static let strictFlags = [
    "-std=c99", "-Wall", "-Wextra", "-Wpedantic", "-Wconversion", "-Wshadow", "-Werror",
  ]

  public enum Sanitizer: String, Sendable {
    case address, undefined
  }

  public let name: String

  public static let gcc = CCompiler(name: "gcc")
  public static let clang = CCompiler(name: "clang")
  /// Compilers whose programs run on this machine.
  public static let host = [gcc, clang]

  public var testDescription: String { name }

  /// Compiles and links C files to a program.
  ///
  /// - Parameters:
  ///   - sources: paths of `.c` files.
  ///   - includes: folders for `#include`.
  ///   - flags: after the strict ones, so that they can relax these for a test's own `main`.
  /// - Throws: `MissingTool`, or `CompilationFailed` with what the compiler said.
  public func compile(
    _ sources: [String], includes: [String] = [], flags: [String] = ["-O2"], sanitizers: [Sanitizer] = [],
    strict: Bool = true
  ) throws -> Executable {
    guard let program = Subprocess.find(name) else { throw MissingTool(name, remedy: "make setup") }
    let folder = try TemporaryDirectory()
    var arguments = strict ? Self.strictFlags : ["-std=c99"]
    arguments += flags + includes.map { "-I\($0)" }
    arguments += sanitizers.map { "-fsanitize=\($0.rawValue)" }
    if !sanitizers.isEmpty { arguments += ["-g", "-fno-sanitize-recover=all", "-fno-omit-frame-pointer"] }
    arguments += sources + ["-o", folder.file("program"), "-lm"]
    let result = try Subprocess.run(program, arguments)
    guard result.status == 0 else { throw CompilationFailed(compiler: name, messages: result.errors) }
    return Executable(path: folder.file("program"), folder: folder)
  }
}

public struct CompilationFailed: Error, CustomStringConvertible {
  public let compiler: String
  public let messages: String

  public var description: String { "\(compiler) rejected the program:\n\(messages)" }
}

/// A program made for a test; its file goes when the last copy of this value does.
public struct Executable: Sendable {
  public let path: String
  let folder: TemporaryDirectory

  public func run(_ arguments: [String] = [], input: [UInt8] = [], in folder: String? = nil) throws
    -> ProcessResult
  {
    // Leak checking needs ptrace, which containers forbid; generated code has no heap to leak.
    try Subprocess.run(
      path, arguments, input: input, in: folder, environment: ["ASAN_OPTIONS": "detect_leaks=0"])
  }
}
