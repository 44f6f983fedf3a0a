internal import ArgumentParser
internal import EdgeCompiler
internal import EdgeData
internal import EdgeIR
internal import EdgeQuantization
internal import EdgeSupport

/// `edgec quantize`: ONNX in, ONNX with integers out; and the statistics that ranges come from.
struct QuantizeCommand: EdgecSubcommand {
  static let configuration = CommandConfiguration(
    commandName: "quantize",
    abstract: "Quantizes an ONNX model within ONNX, or gathers the statistics for it.",
    discussion: """
      With -o the result is a QDQ model: the same model with QuantizeLinear and DequantizeLinear nodes, weights of \
      8 bits and biases of 32. Other runtimes run it, and `edgec convert` makes a true integer model of it.

      With --statistics what is written is what calibration data show of the model's numbers, for --ranges. The \
      work can be divided: the merged statistics of all parts are, byte for byte, those of one run.

        edgec quantize model.onnx -o qdq.onnx --calibration data.npz
        edgec quantize model.onnx --calibration data.npz --statistics part1.json --shard 1/2
        edgec quantize model.onnx --calibration data.npz --statistics part2.json --shard 2/2
        edgec quantize --merge part1.json part2.json --statistics all.json
        edgec convert model.onnx -o model.tflite --quantize int8 --calibration data.npz --ranges all.json
      """)

  @Argument(help: ArgumentHelp("The ONNX model; none with --merge.", valueName: "model"))
  var model: String?

  @OptionGroup var shapes: ShapeOptions

  @Option(name: .shortAndLong, help: ArgumentHelp("The ONNX file to write.", valueName: "file"))
  var output: String?

  @Option(help: ArgumentHelp("The file of statistics to write.", valueName: "file"))
  var statistics: String?

  @Option(help: ArgumentHelp("Statistics of a part of the samples, e.g. 1/4.", valueName: "i/n"))
  var shard: String?

  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp("Files of statistics to make one of.", valueName: "file"))
  var merge: [String] = []

  @OptionGroup(title: "Quantization") var quantization: QuantizeOptions
  @OptionGroup var common: CommonOptions

  func execute(_ session: Session) throws -> EdgecExitCode {
    if !merge.isEmpty { return try mergeStatistics(session) }
    guard let model else {
      throw Diagnostic.error(
        .invalidOption, "expected a model", hint: "give an ONNX file, or files of statistics with --merge")
    }
    try quantization.requireIntegers()
    guard (output == nil) != (statistics == nil) else {
      throw Diagnostic.error(
        .invalidOption, "expected one of -o and --statistics",
        hint: "-o FILE writes a quantized model, --statistics FILE what calibration shows")
    }
    var options = CompilerOptions()
    try shapes.apply(to: &options)
    let request = try quantization.request(activations: quantization.quantize == .int16x8 ? .int16 : .int8)
    let compiler = session.compiler(options)
    let file = try ModelFile(model)
    if let output { return try export(file, request, compiler, to: output, session) }
    return try calibrate(file, request, compiler, to: statistics ?? "", session)
  }

  private func export(
    _ file: ModelFile, _ request: QuantizationRequest, _ compiler: Compiler, to path: String,
    _ session: Session
  ) throws -> EdgecExitCode {
    guard shard == nil, request.interface == .float32 else {
      throw Diagnostic.error(
        .invalidOption, "a QDQ model is made from all samples, and has inputs and outputs of floats",
        hint: "leave out --shard and --io-type; both are for other artefacts")
    }
    guard request.equalization.isEmpty else {
      throw Diagnostic.error(
        .invalidOption, "a QDQ model has the model's own weights, without --cle and --smooth",
        hint: "leave them out; they are for other artefacts")
    }
    let watch = Stopwatch()
    let result = try compiler.quantizeToONNX(file, request)
    try FileSystem.write(result.bytes, to: path)
    if let report = quantization.quantizationReport {
      try FileSystem.write(result.quantization.document(report, model: file.path), to: report)
    }
    var facts = TextTable([.left, .left])
    facts.add(["  values", "\(result.integerCount) stored as integers"])
    for line in result.quantization.summary { facts.add(["  quantized", line]) }
    for (title, names) in [("in float", result.floatValues), ("to the nearest", result.roundedLayers)]
    where !names.isEmpty {
      let more = names.count > 10 ? " and \(names.count - 10) more" : ""
      facts.add(["  \(title)", names.prefix(10).joined(separator: ", ") + more])
    }
    facts.add(["  size", "\(result.bytes.count.grouped) B, the model has \(file.describedSize)"])
    facts.add(["  time", watch.elapsedText])
    session.write(["\(file.path) → \(path)", ""] + facts.lines)
    return .success
  }

  private func calibrate(
    _ file: ModelFile, _ request: QuantizationRequest, _ compiler: Compiler, to path: String,
    _ session: Session
  ) throws -> EdgecExitCode {
    guard request.ranges == nil, request.calibration != nil else {
      throw Diagnostic.error(
        .invalidOption, "--statistics come from --calibration, not from --ranges",
        hint: "files of statistics are merged with --merge")
    }
    let shard = try shard.map { try Shard(parsing: $0) } ?? .whole
    let found = try compiler.calibrate(file, request, shard: shard)
    try found.write(to: path)
    session.write([
      "\(file.path) → \(path)", "",
      "  \(found.names.count) values, \(found.sampleCount) samples"
        + (shard == .whole ? "" : ", part \(shard.index + 1) of \(shard.count)"),
    ])
    return .success
  }

  private func mergeStatistics(_ session: Session) throws -> EdgecExitCode {
    guard let statistics, model == nil, output == nil, quantization.calibration == nil, shard == nil else {
      throw Diagnostic.error(
        .invalidOption, "--merge takes files of statistics and writes one",
        hint: "edgec quantize --merge part1.json part2.json --statistics all.json")
    }
    var merged = try CalibrationStatistics(readingFrom: merge[0], model: nil)
    for path in merge.dropFirst() {
      try merged.merge(CalibrationStatistics(readingFrom: path, model: nil))
    }
    try merged.write(to: statistics)
    session.write([
      "\(merge.joined(separator: ", ")) → \(statistics)", "",
      "  \(merged.names.count) values, \(merged.sampleCount) samples",
    ])
    return .success
  }
}
