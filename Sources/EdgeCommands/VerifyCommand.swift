internal import ArgumentParser
internal import EdgeC
internal import EdgeCompiler
internal import EdgeIR
internal import EdgeSupport

/// `edgec verify`: the proof.
struct VerifyCommand: EdgecSubcommand {
  static let configuration = CommandConfiguration(
    commandName: "verify", abstract: "Proves that artefacts compute what the model does.",
    discussion: """
      The reference interpreter runs the model as imported; its outputs are held against expected outputs in the \
      data, the optimised graph, generated C (compiled and run here) and the TFLite model. Without --against, \
      against everything that can be had. Exit code 1 when numbers differ, a budget is exceeded, or something got \
      worse than in the baseline.

        edgec verify model.onnx
        edgec verify model.onnx --against m.tflite --data test_data_set_0 --litert
        edgec verify model.onnx --against simplified.onnx --per-layer
        edgec verify model.onnx --against c --samples 20 --seed 7 --max-ulp 4
        edgec verify model.onnx --against int8.tflite --data d.npz --min-sqnr 25
        edgec verify model.onnx --target cortex-m4 --max-ram 64K --max-stack 1K
        edgec verify model.onnx --report r.html --report r.json --junit r.xml
        edgec verify model.onnx --baseline r.json --sarif r.sarif

      TFLite models are read back and run by the reference interpreter; --litert runs them in LiteRT too, which a \
      Python has to have. --qemu cortex-m4 compiles the program for the processor, with the kernels for it, and runs it \
      in QEMU. The C compiler is cc, or what CC names.

      With --quantize int8 or int16x8, and for models that are quantized already, artefacts have to equal the graph of \
      integers that they are made from, bit by bit. How far that graph is from the model's own arithmetic is shown, \
      and judged with --min-sqnr. Inputs come from the calibration data where there are no other data.

        edgec verify model.onnx --quantize int8 --calibration data.npz
      """)

  @OptionGroup var input: ModelOptions

  @Option(
    help: ArgumentHelp(
      "A .tflite or .onnx file, a folder of generated C, 'c' or 'tflite'. Repeats.", valueName: "what"))
  var against: [String] = []

  @Flag(help: "Runs the TFLite model in LiteRT, too: with its reference kernels and as applications do.")
  var litert = false

  @Option(
    help: ArgumentHelp(
      "The Python that has LiteRT; implies --litert. That of $VIRTUAL_ENV or python3 by default.",
      valueName: "program"))
  var python: String?

  @Option(help: "Runs generated C on a board that QEMU emulates, too. Repeats.")
  var qemu: [CortexMBoard] = []

  @Option(
    help: ArgumentHelp(
      "Inputs, and perhaps expected outputs: a folder or .npz. Random inputs without. --labels are of these data.",
      valueName: "path"))
  var data: String?

  @Option(help: ArgumentHelp("At most so many samples of the data; so many random ones (3).", valueName: "n"))
  var samples: Int?

  @Option(help: ArgumentHelp("Chooses the random inputs.", valueName: "n"))
  var seed: UInt64 = 0

  @Flag(
    name: .customLong("per-layer"),
    help: "Compares the values inside, too, and names the first that differs. Not inside compiled C.")
  var perLayer = false

  @OptionGroup(title: "Tolerance") var tolerance: ToleranceOptions
  @OptionGroup(title: "Budgets") var budgets: BudgetOptions
  @OptionGroup(title: "Reports") var reports: ReportOptions
  @OptionGroup var file: OptionsFile
  @OptionGroup(title: "Quantization") var quantization: QuantizeOptions
  @OptionGroup(title: "Debugging") var debugging: DebugOptions
  @OptionGroup(title: "Integers") var arithmetic: ArithmeticOptions
  @OptionGroup var common: CommonOptions

  func execute(_ session: Session) throws -> EdgecExitCode {
    try quantization.requireIntegers()
    try reports.check()
    try budgets.check()
    var options = CompilerOptions()
    try input.apply(to: &options)
    arithmetic.apply(to: &options)
    options.quantization = try quantizationRequest()
    try debugging.apply(to: &options, session.console)
    let request = try request()
    let baseline = try budgets.baseline.map { try Baseline($0, slack: budgets.baselineSlack) }
    let result: VerificationReport
    do {
      result = try session.compiler(options).verify(try ModelFile(input.model), request)
    } catch let error as DiagnosticsError {
      try writeRefusal(error.diagnostics, session)
      throw error
    } catch let diagnostic as Diagnostic {
      try writeRefusal([diagnostic], session)
      throw diagnostic
    }
    return try finish(result, baseline, session)
  }

  private func finish(
    _ report: VerificationReport, _ baseline: Baseline?, _ session: Session
  ) throws -> EdgecExitCode {
    var page = VerificationPage(report: report, data: data ?? quantization.calibration, seed: seed)
    page.regressions = baseline?.regressions(page.json, file: report.path) ?? []
    for name in reports.report {
      try FileSystem.write(name.hasSuffix(".html") ? page.html : page.json.pretty + "\n", to: name)
    }
    if let junit = reports.junit { try FileSystem.write(page.junit, to: junit) }
    try writeSARIF(page.failures, session)
    session.write(page.lines(allLayers: !reports.report.isEmpty))
    guard page.failures.isEmpty else { throw DiagnosticsError(page.failures) }
    return .success
  }

  /// A model that cannot be used is a finding, too, for those who read reports.
  private func writeRefusal(_ problems: [Diagnostic], _ session: Session) throws {
    if let junit = reports.junit {
      let document = JUnitDocument(name: "edgec verify \(input.model)", refusals: problems)
      try FileSystem.write(document.text, to: junit)
    }
    try writeSARIF(problems, session)
  }

  private func writeSARIF(_ problems: [Diagnostic], _ session: Session) throws {
    guard let path = reports.sarif else { return }
    let document = SARIFDocument(model: input.model, session.diagnostics.diagnostics + problems)
    try FileSystem.write(document.json.pretty + "\n", to: path)
  }
}

// MARK: What was asked for

extension VerifyCommand {
  private func request() throws -> VerificationRequest {
    var request = VerificationRequest()
    request.targets = try targets()
    if perLayer, !request.targets.isEmpty, request.targets.allSatisfy(isC) {
      throw Diagnostic.error(
        .invalidOption, "--per-layer cannot look into compiled C",
        hint: "leave out --against, or give 'tflite' or a model file")
    }
    if let samples, samples < 1 {
      throw Diagnostic.error(
        .invalidOption, "--samples expects a number above 0, got \(samples)", hint: "leave it out for all")
    }
    if quantization.labels == nil ? quantization.maxAccuracyDrop != nil : isUnlabelled {
      throw Diagnostic.error(
        .invalidOption, "accuracy is measured with --labels on --data", hint: "give both")
    }
    request.boards = qemu
    request.runsLiteRT = litert || python != nil
    request.python = python
    request.data = data
    request.labels = data == nil ? nil : quantization.labels
    request.maxAccuracyDrop = data == nil ? nil : quantization.maxAccuracyDrop
    request.samples = samples
    request.seed = seed
    request.tolerance = try tolerance.tolerance()
    request.perLayer = perLayer
    let needs = budgets.request
    let isAsked = !needs.budgets.isEmpty || budgets.baseline != nil || !reports.report.isEmpty
    request.needs = isAsked ? needs : nil
    return request
  }

  private func targets() throws -> [VerificationTarget] {
    try against.map { name in
      switch name {
      case "c": return .c
      case "tflite": return .tflite
      default:
        guard FileSystem.exists(name) else {
          throw Diagnostic.error(
            .fileNotReadable, "there is no such artefact", at: .init(file: name),
            hint: "--against expects a .tflite or .onnx file, a folder of generated C, 'c' or 'tflite'")
        }
        return .artifact(name)
      }
    }
  }

  private func isC(_ target: VerificationTarget) -> Bool {
    switch target {
    case .c, .board: true
    case .artifact(let path): FileSystem.isDirectory(path)
    case .expected, .canonical, .tflite, .litert: false
    }
  }

  /// Without data of their own, labels are those of the calibration data.
  private var isUnlabelled: Bool { data == nil && quantization.calibration == nil }

  private func quantizationRequest() throws -> QuantizationRequest? {
    var request = try quantization.request()
    if data != nil {
      request?.labels = nil
      request?.maxAccuracyDrop = nil
    }
    return request
  }
}
