#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// Another program, run to its end: a C compiler, the program it made.
public struct ChildProcess: Hashable, Sendable {
  /// The exit code, or 128 + the signal that ended the program, as in a shell; `timeoutStatus` for one that took too
  /// long.
  public let status: Int
  /// What it wrote to standard output.
  public let output: [UInt8]
  /// What it wrote to standard error, with anything that is not UTF-8 replaced.
  public let errors: String

  /// What `timeout(1)` says.
  public static let timeoutStatus = 124

  /// Runs `command`, whose first word is looked up in `PATH`, on an empty standard input. No shell reads its words.
  ///
  /// - Parameters:
  ///   - directory: the working directory; the caller's own when nil.
  ///   - timeout: after that the program is killed, with the programs that it has started; nil waits for ever.
  /// - Returns: Nil when there is no such program; with a directory the status is 127 instead.
  /// - Throws: `Diagnostic` E801 or E802 when its output cannot be collected.
  public static func run(
    _ command: [String], in directory: String? = nil, timeout: Duration? = nil
  ) throws -> ChildProcess? {
    // Files rather than pipes: a full pipe cannot stop the program.
    let folder = try TemporaryFolder()
    let (output, errors) = ("\(folder.path)/stdout", "\(folder.path)/stderr")
    let isLimited = timeout != nil
    let entering = directory.map { ["sh", "-c", "cd \"$0\" && exec \"$@\"", $0] } ?? []
    guard let process = spawn(entering + command, output: output, errors: errors, leadsGroup: isLimited)
    else {
      return nil
    }
    return ChildProcess(
      status: wait(for: process, timeout: timeout), output: try FileSystem.read(output),
      errors: String(decoding: try FileSystem.read(errors), as: UTF8.self))
  }

  private static func wait(for process: pid_t, timeout: Duration?) -> Int {
    var status: Int32 = 0
    if let timeout {
      let deadline = ContinuousClock.now + timeout
      while waitpid(process, &status, WNOHANG) != process {
        guard ContinuousClock.now < deadline else {
          kill(-process, SIGKILL)
          while waitpid(process, &status, 0) < 0, errno == EINTR {}
          return timeoutStatus
        }
        usleep(2000)
      }
    } else {
      while waitpid(process, &status, 0) < 0, errno == EINTR {}
    }
    let signal = Int(status & 0x7F)
    return signal == 0 ? Int(status >> 8 & 0xFF) : 128 + signal
  }

  /// - Parameter leadsGroup: whether the program and those it starts are a group of their own, which can be killed as
  ///   one, and which Ctrl-C on the terminal does not reach.
  private static func spawn(
    _ command: [String], output: String, errors: String, leadsGroup: Bool
  ) -> pid_t? {
    var settings = makeSettings()
    posix_spawnattr_init(&settings)
    defer { posix_spawnattr_destroy(&settings) }
    if leadsGroup { posix_spawnattr_setflags(&settings, Int16(POSIX_SPAWN_SETPGROUP)) }
    var actions = makeFileActions()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 1, output, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    posix_spawn_file_actions_addopen(&actions, 2, errors, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    var arguments: [UnsafeMutablePointer<CChar>?] = command.map { strdup($0) } + [nil]
    defer { arguments.forEach { free($0) } }
    guard let program = command.first else { return nil }
    var process: pid_t = 0
    return posix_spawnp(&process, program, &actions, &settings, &arguments, environ) == 0 ? process : nil
  }
}

#if canImport(Darwin)
  private func makeFileActions() -> posix_spawn_file_actions_t? { nil }
  private func makeSettings() -> posix_spawnattr_t? { nil }
#else
  private func makeFileActions() -> posix_spawn_file_actions_t { posix_spawn_file_actions_t() }
  private func makeSettings() -> posix_spawnattr_t { posix_spawnattr_t() }
#endif
