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

/// A program that the system would not start.
public struct NotStarted: Error {
  public let program: String
  public let reason: String
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
    let words = ProcessInfo.processInfo.environment.merging(environment) { $1 }.map { "\($0)=\($1)" }
    let entering = folder.map { ["/bin/sh", "-c", "cd \"$0\" && exec \"$@\"", $0] } ?? []
    let process = try spawn(entering + [program] + arguments, environment: words, streams: streams)
    let deadline = Date(timeIntervalSinceNow: timeout)
    var status: Int32 = 0
    while waitpid(process, &status, WNOHANG) == 0 {
      if Date() > deadline { kill(process, SIGKILL) }
      usleep(1000)
    }
    let signal = Int(status & 0x7F)
    return ProcessResult(
      status: signal == 0 ? Int(status >> 8 & 0xFF) : 128 + signal, output: try streams.bytes("out"),
      errors: String(decoding: try streams.bytes("err"), as: UTF8.self))
  }

  /// Foundation's `Process` is not used: starting many at once crashes in it.
  private static func spawn(
    _ command: [String], environment: [String], streams: TemporaryDirectory
  ) throws -> pid_t {
    #if canImport(Darwin)
      var actions: posix_spawn_file_actions_t?
    #else
      var actions = posix_spawn_file_actions_t()
    #endif
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, streams.file("in"), O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 1, streams.file("out"), O_WRONLY | O_TRUNC, 0)
    posix_spawn_file_actions_addopen(&actions, 2, streams.file("err"), O_WRONLY | O_TRUNC, 0)
    var arguments: [UnsafeMutablePointer<CChar>?] = command.map { strdup($0) } + [nil]
    var variables: [UnsafeMutablePointer<CChar>?] = environment.map { strdup($0) } + [nil]
    defer { (arguments + variables).forEach { free($0) } }
    var process: pid_t = 0
    let failure = posix_spawn(&process, command[0], &actions, nil, &arguments, &variables)
    guard failure == 0 else {
      throw NotStarted(program: command[0], reason: String(cString: strerror(failure)))
    }
    return process
  }

  /// The first executable of this name in `PATH`.
  public static func find(_ name: String) -> String? {
    (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").map { "\($0)/\(name)" }
      .first { FileManager.default.isExecutableFile(atPath: $0) }
  }
}
