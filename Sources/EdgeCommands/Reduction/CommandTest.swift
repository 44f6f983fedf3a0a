internal import EdgeSupport

/// One of edgec's own commands: interesting is what makes it report a certain diagnostic, or crash.
struct CommandTest: FailureTest {
  /// How a command ended, as far as it matters here.
  struct Outcome: Equatable {
    /// 128 + signal for a crash, which only a process of its own survives.
    let status: Int
    let diagnostics: [Finding]

    var errors: [Finding] { diagnostics.filter { $0.severity == "error" } }
    var isCrash: Bool { status >= ChildProcess.timeoutStatus }
  }

  struct Finding: Equatable {
    let severity: String
    let code: String
    let message: String
  }

  /// What has to be found again.
  enum Failure: Equatable {
    case diagnostic(code: String, message: String?)
    case crash(Int)
  }

  /// The command and its options, without the model.
  var arguments: [String]
  /// What the original model needs besides, such as its shapes. Smaller models have theirs fixed.
  let originalArguments: [String]
  let original: String
  /// The program that runs the command in a process of its own, and how long it may take; nil for this process.
  let program: (path: String, timeout: Duration)?
  var failure: Failure?

  func fails(_ model: ModelOnDisk) throws -> Bool {
    let outcome = try outcome(model)
    switch failure {
    case .crash(let status): return outcome.status == status
    case .diagnostic(let code, let message):
      return outcome.diagnostics.contains {
        $0.code == code && (message.map($0.message.contains) ?? true)
      }
    case nil: return outcome.isCrash || !outcome.errors.isEmpty
    }
  }

  func reproduction(_ model: ModelOnDisk) -> [String] {
    let output = model.path.hasSuffix(".onnx") ? String(model.path.dropLast(5)) : model.path
    return ["edgec"] + commandLine(model, output: "\(output)\(outputSuffix)")
  }

  /// - Throws: `Diagnostic` E801, E802.
  func outcome(_ model: ModelOnDisk) throws -> Outcome {
    let folder = try TemporaryFolder()
    let line = commandLine(model, output: "\(folder.path)/output\(outputSuffix)") + ["--diagnostics", "json"]
    guard let program else {
      var text = ""
      let status = EdgeCommands.run(line, stdout: { _ in }, stderr: { text += $0 })
      return Outcome(status: Int(status), diagnostics: Finding.all(in: text))
    }
    guard let process = try ChildProcess.run([program.path] + line, timeout: program.timeout) else {
      throw Diagnostic.error(.fileNotReadable, "cannot be run", at: .init(file: program.path))
    }
    return Outcome(status: process.status, diagnostics: Finding.all(in: process.errors))
  }

  private var command: String { arguments.first ?? "" }

  /// What the file or folder is called that the command has to write; empty for commands that write nothing.
  private var outputSuffix: String {
    switch command {
    case "convert": ".tflite"
    case "emit-c": "_c"
    case "optimize", "quantize": "_out.onnx"
    default: ""
    }
  }

  private func commandLine(_ model: ModelOnDisk, output: String) -> [String] {
    var line = [command, model.path] + arguments.dropFirst()
    if model.path == original { line += originalArguments }
    let takesData = command == "verify" || command == "run"
    if takesData, let data = model.data { line += ["--data", data] }
    let hasOutput = arguments.contains("-o") || arguments.contains("--output")
    return outputSuffix.isEmpty || hasOutput ? line : line + ["-o", output]
  }
}

extension CommandTest.Finding {
  /// What `--diagnostics json` has written, line by line; anything else is passed over.
  fileprivate static func all(in text: String) -> [Self] {
    text.split(separator: "\n").compactMap { line in
      guard line.hasPrefix("{"), let json = try? JSON(parsing: Array(line.utf8), path: "") else { return nil }
      guard let severity = json["severity"]?.asString, let code = json["code"]?.asString,
        let message = json["message"]?.asString
      else { return nil }
      return Self(severity: severity, code: code, message: message)
    }
  }
}
