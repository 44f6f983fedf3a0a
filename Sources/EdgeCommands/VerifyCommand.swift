internal import ArgumentParser
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
      against everything that can be had. Exit code 1 when numbers differ.

        edgec verify model.onnx
        edgec verify model.onnx --against model.tflite --data test_data_set_0
        edgec verify model.onnx --against c --samples 20 --seed 7 --max-ulp 4
        edgec verify model.onnx --against model.tflite --per-layer
        edgec verify model.onnx --report proof.json --junit proof.xml

      TFLite models are read back and run by the reference interpreter. The C compiler is cc, or what CC names.

      With --quantize int8 or int16x8, and for models that are quantized already, artefacts have to equal the graph of \
      integers that they are made from, bit by bit. How far that graph is from the model's own arithmetic is shown, \
      and not judged. Inputs come from the calibration data where there are no other data.

        edgec verify model.onnx --quantize int8 --calibration data.npz
      """)

  @OptionGroup var input: ModelOptions

  @Option(
    help: ArgumentHelp(
      "A .tflite file, a folder of generated C, 'c' or 'tflite'. Repeats.", valueName: "what"))
  var against: [String] = []

  @Option(
    help: ArgumentHelp(
      "Inputs, and perhaps expected outputs: a folder or .npz. Random inputs without.", valueName: "path"))
  var data: String?

  @Option(help: ArgumentHelp("At most so many samples of the data; so many random ones (3).", valueName: "n"))
  var samples: Int?

  @Option(help: ArgumentHelp("Chooses the random inputs.", valueName: "n"))
  var seed: UInt64 = 0

  @Option(help: ArgumentHelp("Absolute tolerance (1e-6).", valueName: "x"))
  var atol: Double?

  @Option(
    help: ArgumentHelp("Tolerance as a fraction of the output's largest magnitude (1e-5).", valueName: "y"))
  var rtol: Double?

  @Option(help: ArgumentHelp("Tolerance in units in the last place, instead.", valueName: "n"))
  var maxUlp: Int?

  @Flag(
    name: .customLong("per-layer"),
    help: "Compares the values inside the optimised graph and the TFLite model, too.")
  var perLayer = false

  @Option(help: ArgumentHelp("Writes what was found: NAME.json, or NAME.html as a page.", valueName: "file"))
  var report: String?

  @Option(help: ArgumentHelp("Writes what was found as JUnit XML.", valueName: "file"))
  var junit: String?

  @OptionGroup(title: "Quantization") var quantization: QuantizeOptions
  @OptionGroup(title: "Debugging") var debugging: DebugOptions
  @OptionGroup(title: "Integers") var arithmetic: ArithmeticOptions
  @OptionGroup var common: CommonOptions

  func execute(_ session: Session) throws -> EdgecExitCode {
    try quantization.requireIntegers()
    var options = CompilerOptions()
    try input.apply(to: &options)
    arithmetic.apply(to: &options)
    options.quantization = try quantization.request()
    try debugging.apply(to: &options, session.console)
    let compiler = session.compiler(options)
    let request = try request()
    let result = try compiler.verify(try ModelFile(input.model), request)
    let page = VerificationPage(report: result, data: data ?? quantization.calibration, seed: seed)
    if let report {
      try FileSystem.write(report.hasSuffix(".html") ? page.html : page.json.pretty + "\n", to: report)
    }
    if let junit { try FileSystem.write(page.junit, to: junit) }
    session.write(page.lines(allLayers: report != nil))
    guard result.isWithinTolerance else { throw DiagnosticsError(page.failures) }
    return .success
  }

  private func request() throws -> VerificationRequest {
    var request = VerificationRequest()
    request.targets = against.map { name in
      switch name {
      case "c": .c
      case "tflite": .tflite
      default: .artifact(name)
      }
    }
    for case .artifact(let path) in request.targets where !FileSystem.exists(path) {
      throw Diagnostic.error(
        .fileNotReadable, "there is no such artefact", at: .init(file: path),
        hint: "--against expects a .tflite file, a folder of generated C, 'c' or 'tflite'")
    }
    if perLayer, !request.targets.isEmpty, request.targets.allSatisfy(isC) {
      throw Diagnostic.error(
        .invalidOption, "--per-layer cannot look into compiled C",
        hint: "leave out --against, or give 'tflite' or a .tflite file")
    }
    if let samples, samples < 1 {
      throw Diagnostic.error(
        .invalidOption, "--samples expects a number above 0, got \(samples)", hint: "leave it out for all")
    }
    if let report, !report.hasSuffix(".json"), !report.hasSuffix(".html") {
      throw Diagnostic.error(
        .invalidOption, "--report expects a name that ends in .json or .html, got '\(report)'",
        hint: "for build servers there is --junit FILE.xml")
    }
    request.data = data
    request.samples = samples
    request.seed = seed
    request.tolerance = try tolerance()
    request.perLayer = perLayer
    return request
  }

  private func isC(_ target: VerificationTarget) -> Bool {
    switch target {
    case .c: true
    case .artifact(let path): FileSystem.isDirectory(path)
    case .expected, .canonical, .tflite: false
    }
  }

  private func tolerance() throws -> Tolerance {
    for (name, value) in [("--atol", atol), ("--rtol", rtol)] {
      guard let value, !(value >= 0 && value.isFinite) else { continue }
      throw Diagnostic.error(
        .invalidOption, "\(name) expects a number from 0 up, got \(value)", hint: "e.g. 1e-5")
    }
    guard let maxUlp else { return .scaled(relative: rtol ?? 1e-5, absolute: atol ?? 1e-6) }
    guard atol == nil, rtol == nil, maxUlp >= 0 else {
      throw Diagnostic.error(
        .invalidOption, "--max-ulp expects a number from 0 up and neither --atol nor --rtol",
        hint: "choose one kind of tolerance")
    }
    return .unitsInLastPlace(maxUlp)
  }
}
