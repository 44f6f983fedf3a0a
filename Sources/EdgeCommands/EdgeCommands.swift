internal import ArgumentParser
internal import EdgeSupport

/// The command line as a function: arguments in, text and an exit code out.
///
/// Exit codes, of every command:
/// - 0: done; everything compared was within tolerance
/// - 1: numbers differ, or a budget is exceeded
/// - 2: the model, the data or an option cannot be used
/// - 70: a bug in edgec
public enum EdgeCommands {
  /// - Parameters:
  ///   - arguments: without the program's name.
  ///   - stdout: receives results.
  ///   - stderr: receives diagnostics and progress.
  ///   - isColored: whether `stderr` understands colours.
  ///   - isTerminal: whether somebody watches `stderr`, for progress bars.
  ///   - now: the time since any fixed moment.
  public static func run(
    _ arguments: [String], stdout: @escaping (String) -> Void, stderr: @escaping (String) -> Void,
    isColored: Bool = false, isTerminal: Bool = false, now: (() -> Duration)? = nil
  ) -> Int32 {
    let start = ContinuousClock.now
    let progress = isTerminal ? ProgressBar(write: stderr, now: now ?? { ContinuousClock.now - start }) : nil
    let console = Console(
      stdout: { text in
        progress?.clear()
        stdout(text)
      },
      stderr: { text in
        progress?.clear()
        stderr(text)
      }, isColored: isColored)
    let command: any EdgecSubcommand
    do {
      var parsed = try EdgecCommand.parseAsRoot(OptionsFile.expand(arguments))
      guard let subcommand = parsed as? any EdgecSubcommand else {
        try parsed.run()
        return ExitCode.success.rawValue
      }
      command = subcommand
    } catch let diagnostic as Diagnostic {
      return Session(console: console, format: DiagnosticFormat(guessing: arguments)).fail(with: [diagnostic])
    } catch {
      return finish(parsing: arguments, error, console)
    }
    return execute(
      command, Session(console: console, format: command.common.diagnostics, progress: progress))
  }

  private static func execute(_ command: any EdgecSubcommand, _ session: Session) -> Int32 {
    do {
      let code = try command.execute(session)
      session.reportCollected()
      return code.rawValue
    } catch let error as DiagnosticsError {
      return session.fail(with: error.diagnostics)
    } catch let diagnostic as Diagnostic {
      return session.fail(with: [diagnostic])
    } catch {
      return session.fail(with: [
        .error(
          .internalInvariant, "an error that nobody expected: \(error)",
          hint: "this is a bug in edgec; please report it with the model and the command")
      ])
    }
  }

  /// Requests for help and the version are results; all else is a usage error.
  private static func finish(parsing arguments: [String], _ error: any Error, _ console: Console) -> Int32 {
    guard EdgecCommand.exitCode(for: error) != .success else {
      console.write(EdgecCommand.fullMessage(for: error))
      return arguments.isEmpty ? EdgecExitCode.unusable.rawValue : EdgecExitCode.success.rawValue
    }
    let name = EdgecCommand.configuration.subcommands.compactMap { $0.configuration.commandName }
      .first { $0 == arguments.first }
    let help = ["edgec", name, "--help"].compactMap { $0 }.joined(separator: " ")
    let session = Session(console: console, format: DiagnosticFormat(guessing: arguments))
    return session.fail(with: [
      .error(
        .invalidOption, UsageMessage.text(EdgecCommand.message(for: error)),
        hint: "`\(help)` lists what there is"
      )
    ])
  }
}

/// How a command ended.
enum EdgecExitCode: Int32 {
  case success = 0
  case numbersDiffer = 1
  case unusable = 2
  case internalError = 70
}

/// A command that does something, as opposed to the root, which only has them.
protocol EdgecSubcommand: ParsableCommand {
  var common: CommonOptions { get }

  /// Writes results to the session; errors are thrown as `Diagnostic` or `DiagnosticsError`.
  func execute(_ session: Session) throws -> EdgecExitCode
}

/// ArgumentParser's messages in this project's manner: lower case, no full stop.
enum UsageMessage {
  static func text(_ message: String) -> String {
    let line = message.split(separator: "\n").joined(separator: " ")
    let head = line.prefix(1).lowercased() + line.dropFirst()
    return head.hasSuffix(".") ? String(head.dropLast()) : head
  }
}
