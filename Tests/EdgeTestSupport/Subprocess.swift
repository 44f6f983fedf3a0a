import Foundation

/// A finished process.
public struct ProcessResult: Sendable {
  /// The exit code, or 128 + the signal that ended the process, as in a shell.
  public let status: Int
  public let output: [UInt8]
  public let errors: String

  /// `output` as text, with anything that is not UTF-8 replaced.
  public var text: String { String(decoding: output, as: UTF8.self) }
}

public enum Subprocess {
  /// Runs a program to its end.
  ///
  /// - Parameters:
  ///   - input: standard input; empty by default, never the terminal.
  ///   - environment: variables added to this process's own.
  ///   - timeout: seconds after which the program is killed; its status is then 128 + SIGKILL.
  /// - Throws: when the program cannot be started. A failing program is a result, not an error.
  public static func run(
    _ program: String, _ arguments: [String] = [], input: [UInt8] = [], in folder: String? = nil,
    environment: [String: String] = [:], timeout: Double = 120
  ) throws -> ProcessResult {
    // Files rather than pipes: a full pipe cannot stop the program.
    let streams = try TemporaryDirectory()
    try streams.write(input, to: "in")
    try streams.write("", to: "out")
    try streams.write("", to: "err")
    let process = Process()
    process.executableURL = URL(filePath: program)
    process.arguments = arguments
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    if let folder { process.currentDirectoryURL = URL(filePath: folder) }
    process.standardInput = try FileHandle(forReadingFrom: URL(filePath: streams.file("in")))
    process.standardOutput = try FileHandle(forWritingTo: URL(filePath: streams.file("out")))
    process.standardError = try FileHandle(forWritingTo: URL(filePath: streams.file("err")))
    let ended = DispatchSemaphore(value: 0)
    process.terminationHandler = { _ in ended.signal() }
    try process.run()
    if ended.wait(timeout: .now() + timeout) == .timedOut {
      kill(process.processIdentifier, SIGKILL)
      ended.wait()
    }
    let signalled = process.terminationReason == .uncaughtSignal
    return ProcessResult(
      status: Int(process.terminationStatus) + (signalled ? 128 : 0), output: try streams.bytes("out"),
      errors: String(decoding: try streams.bytes("err"), as: UTF8.self))
  }

  /// The first executable of this name in `PATH`.
  public static func find(_ name: String) -> String? {
    (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").map { "\($0)/\(name)" }
      .first { FileManager.default.isExecutableFile(atPath: $0) }
  }
}
