internal import ArgumentParser
internal import EdgeSupport

/// What makes a model fail, for `edgec reduce`.
struct FailureOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The command that fails, with its options and without the model, e.g. 'convert --target tflm'. Without: verify; "
        + "check where --code is given.", valueName: "command"))
  var command: String?

  @Option(
    help: ArgumentHelp(
      "The diagnostic that must stay, e.g. E501. Without: the first error that the original gives.",
      valueName: "code"))
  var code: String?

  @Option(help: ArgumentHelp("A part of its message that must stay.", valueName: "text"))
  var message: String?

  @Option(
    help: ArgumentHelp(
      "A program that gets the path of a model, and a folder of inputs if there is one; it ends with 0 if the model is "
        + "still of interest.", valueName: "program"))
  var test: String?

  @Option(
    help: ArgumentHelp("Verify: against 'c' or 'tflite', made anew each time. Repeats.", valueName: "what"))
  var against: [String] = []

  @Option(help: ArgumentHelp("Verify: absolute tolerance.", valueName: "x"))
  var atol: Double?

  @Option(help: ArgumentHelp("Verify: tolerance as a fraction of the output's scale.", valueName: "y"))
  var rtol: Double?

  @Option(help: ArgumentHelp("Verify: tolerance in units in the last place.", valueName: "n"))
  var maxUlp: Int?

  @Flag(help: "Runs each test in a process of its own, for failures that end edgec itself.")
  var isolated = false

  @Option(help: ArgumentHelp("Seconds that a program or an isolated test may take.", valueName: "s"))
  var timeout = 60
}

extension FailureOptions {
  /// - Parameter arguments: what the original model needs besides.
  /// - Throws: `Diagnostic` E803.
  func test(model: String, arguments: [String], isolated: Bool) throws -> any FailureTest {
    guard timeout > 0 else {
      throw Diagnostic.error(
        .invalidOption, "--timeout expects a number of seconds above 0, got \(timeout)", hint: "e.g. 60")
    }
    let verifying = verifyArguments
    if let test {
      guard command == nil, code == nil, message == nil, verifying.isEmpty, !isolated else {
        throw Diagnostic.error(
          .invalidOption, "--test decides alone what fails", hint: "leave out the other options on failures")
      }
      return ScriptTest(path: test, timeout: .seconds(timeout))
    }
    let known = Set(DiagnosticCode.allCases.map(\.rawValue))
    if let code, !known.contains(code) {
      throw Diagnostic.error(
        .invalidOption, "--code expects a diagnostic code, got '\(code)'", hint: "`edgec explain` lists all")
    }
    for target in against where target != "c" && target != "tflite" {
      throw Diagnostic.error(
        .invalidOption, "--against expects 'c' or 'tflite', got '\(target)'",
        hint: "what was made from the whole model cannot be compared with parts of it")
    }
    let isAboutNumbers = code.map { $0.hasPrefix("E7") || $0.hasPrefix("E9") } ?? true
    let words =
      command.map(ShellWords.split) ?? [isAboutNumbers || !verifying.isEmpty ? "verify" : "check"]
    guard let name = words.first, FailureOptions.commands.contains(name) else {
      throw Diagnostic.error(
        .invalidOption, "--command expects a command that takes a model, got '\(command ?? "")'",
        hint: "commands are \(FailureOptions.commands.joined(separator: ", "))")
    }
    guard name == "verify" || verifying.isEmpty else {
      throw Diagnostic.error(
        .invalidOption, "--against and tolerances are for verify, the command is \(name)",
        hint: "leave out one of the two")
    }
    return CommandTest(
      arguments: words + verifying, originalArguments: arguments, original: model,
      program: isolated ? (path: FailureOptions.program, timeout: .seconds(timeout)) : nil,
      failure: code.map { .diagnostic(code: $0, message: message) })
  }

  /// Finds out, where options leave it open, how the original fails, and against what.
  ///
  /// - Throws: `Diagnostic` E803 when it does not.
  func settle(_ test: CommandTest) throws -> CommandTest {
    var test = test
    let model = ModelOnDisk(path: test.original)
    if test.failure == nil {
      let outcome = try test.outcome(model)
      if outcome.isCrash {
        test.failure = .crash(outcome.status)
      } else if let error = outcome.errors.first(where: { message.map($0.message.contains) ?? true }) {
        test.failure = .diagnostic(code: error.code, message: message)
      } else {
        throw nothingFails(test)
      }
    }
    return test
  }

  private func nothingFails(_ test: CommandTest) -> Diagnostic {
    .error(
      .invalidOption,
      "`\(ShellWords.join(test.reproduction(ModelOnDisk(path: test.original))))` does not fail",
      at: .init(file: test.original), hint: "say what fails with --command, --code or --test")
  }

  private static let commands = [
    "check", "convert", "emit-c", "inspect", "optimize", "quantize", "run", "verify",
  ]

  private var verifyArguments: [String] {
    against.flatMap { ["--against", $0] } + (atol.map { ["--atol", "\($0)"] } ?? [])
      + (rtol.map { ["--rtol", "\($0)"] } ?? []) + (maxUlp.map { ["--max-ulp", "\($0)"] } ?? [])
  }

  /// This program.
  private static var program: String {
    FileSystem.exists("/proc/self/exe") ? "/proc/self/exe" : CommandLine.arguments.first ?? "edgec"
  }
}
