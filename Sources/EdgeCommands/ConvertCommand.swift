internal import ArgumentParser
internal import EdgeCompiler
internal import EdgeIR
internal import EdgePasses
internal import EdgeSupport
internal import EdgeTFLite
internal import TFLiteFormat

/// `edgec convert`: ONNX in, TFLite out.
struct ConvertCommand: EdgecSubcommand {
  static let configuration = CommandConfiguration(
    commandName: "convert", abstract: "Converts an ONNX model to TFLite.",
    discussion: """
      Inputs and outputs keep their number, order, shape, element type and name. The file is verified before it is \
      written; when anything is wrong, nothing is.

      --quantize fp16 stores weights as float16, with half the size: the results are those of rounded weights. \
      --quantize dynamic stores weights of convolutions and fully connected layers as int8; the runtime then also \
      rounds what they are multiplied with to 8 bits, in each run: measure what that costs.

      --quantize int8 and int16x8 make a model that computes in integers, with ranges from typical inputs: \
      --calibration. Models that say themselves how their numbers are stored (QDQ, QOperator) keep just that, without \
      any flag.

      With --target tflm, C++ sources for TensorFlow Lite for Microcontrollers are written beside model.tflite: \
      model_model.h and model_model.cc with the model as an array and the size of its arena, and \
      model_op_resolver.h, which registers the operators that it uses.

        edgec convert model.onnx -o model.tflite
        edgec convert model.onnx -o model.tflite --dim batch=1 --io-layout nhwc
        edgec convert model.onnx -o model.tflite --quantize int8 --calibration data.npz
        edgec convert model.onnx -o model.tflite --target tflm --report report.json
      """)

  @OptionGroup var input: ModelOptions

  @Option(name: .shortAndLong, help: ArgumentHelp("The TFLite file to write.", valueName: "file"))
  var output: String

  @Option(help: "The layout of image inputs and outputs: the model's own, or channels-last.")
  var ioLayout = IOLayout.onnx

  @Option(help: "The runtime that will execute the model.")
  var target = TFLiteTarget.litert

  @Option(help: ArgumentHelp("Writes what was done as JSON.", valueName: "file"))
  var report: String?

  @OptionGroup(title: "Quantization") var quantization: QuantizeOptions
  @OptionGroup(title: "Debugging") var debugging: DebugOptions
  @OptionGroup var common: CommonOptions

  func execute(_ session: Session) throws -> EdgecExitCode {
    var options = CompilerOptions()
    try input.apply(to: &options)
    options.ioLayout = ioLayout
    options.tfliteTarget = target
    options.quantization = try quantization.request()
    options.weightFormat = quantization.quantize.weightFormat
    try debugging.apply(to: &options, session.console)

    let watch = Stopwatch()
    let (artifact, source) = try compile(options, session)
    let companions = artifact.companions(stem: stem)
    try write(companions)
    try FileSystem.write(artifact.bytes, to: output)
    try quantization.write(artifact.quantization, model: input.model)
    if let report { try FileSystem.write(json(artifact, source.bytes).pretty + "\n", to: report) }
    session.write(summary(artifact, companions, source.description, watch.elapsedText))
    return .success
  }

  /// Beside the output, all or none.
  private func write(_ companions: [TFLMSource]) throws {
    var written: [String] = []
    do {
      for file in companions {
        let path = "\(FileSystem.directoryName(output))/\(file.name)"
        try FileSystem.write(file.bytes, to: path)
        written.append(path)
      }
    } catch {
      written.forEach(FileSystem.remove)
      throw error
    }
  }

  /// The output's name without its extension.
  private var stem: String {
    let name = FileSystem.baseName(output)
    return name.hasSuffix(".tflite") && name != ".tflite" ? String(name.dropLast(".tflite".count)) : name
  }

  private func compile(
    _ options: CompilerOptions, _ session: Session
  ) throws -> (TFLiteArtifact, source: (bytes: Int, description: String)) {
    let file = try ModelFile(input.model)
    let artifact = try session.compiler(options).compileToTFLite(file)
    return (artifact, (file.sizeInBytes, file.describedSize))
  }

  private func summary(
    _ artifact: TFLiteArtifact, _ companions: [TFLMSource], _ source: String, _ time: String
  ) -> [String] {
    let counts = artifact.operatorCounts
    let transposes = counts.first { $0.name == "TRANSPOSE" }?.count ?? 0
    var facts = TextTable([.left, .left])
    facts.add(["  operators", "\(counts.reduce(0) { $0 + $1.count }): \(counts.listed)"])
    facts.add(["  transposes", transposes == 0 ? "none" : "\(transposes)"])
    facts.add(["  tensors", "\(artifact.tensorCount)"])
    for line in artifact.quantization?.summary ?? [] { facts.add(["  quantized", line]) }
    if let removed = artifact.removedChannels?.summary { facts.add(["  channels", removed]) }
    facts.add(["  size", "\(artifact.bytes.count.grouped) B, the ONNX file has \(source)"])
    if let memory = artifact.memory {
      facts.add([
        "  tensor arena", "\(memory.planBytes.grouped) B planned, at least \(memory.lowerBound.grouped) B",
      ])
      facts.add(["  arena", "\(memory.arenaBytes.grouped) B are enough with TFLM's own records"])
    }
    if !companions.isEmpty { facts.add(["  files", companions.map(\.name).joined(separator: ", ")]) }
    facts.add(["  checked", "the file verifies and reads back as what was meant"])
    facts.add(["  time", time])
    return ["\(input.model) → \(output)", ""]
      + TypedName.table(inputs: artifact.inputs, outputs: artifact.outputs) + facts.lines
      + (artifact.quantization?.details ?? [])
  }

  private func json(_ artifact: TFLiteArtifact, _ sourceBytes: Int) -> JSON {
    [
      "tool": .string("edgec \(EdgecVersion.text)"), "model": .string(input.model),
      "output": .string(output), "target": .string(target.rawValue), "ioLayout": .string(ioLayout.rawValue),
      "quantization": .string(quantization.quantize.rawValue), "modelBytes": .integer(sourceBytes),
      "outputBytes": .integer(artifact.bytes.count), "tensors": .integer(artifact.tensorCount),
      "inputs": .array(artifact.inputs.map(\.json)), "outputs": .array(artifact.outputs.map(\.json)),
      "operators": .object(artifact.operatorCounts.map { .init($0.name, .integer($0.count)) }),
      "arena": artifact.memory?.json ?? .null, "provenance": .array(provenance(artifact)),
    ]
  }

  /// The main graph's operators in order of execution, each with the model's nodes that it is a part of.
  private func provenance(_ artifact: TFLiteArtifact) -> [JSON] {
    let subgraph = artifact.model.subgraphs[0]
    return subgraph.operators.map { node in
      let outputs = node.outputs.map { subgraph.tensors[$0].name }
      let origins = outputs.first.flatMap { artifact.provenance[$0] } ?? []
      return [
        "operator": .string(node.code.schemaName), "outputs": JSON(outputs),
        "nodes": .array(
          origins.map {
            ["name": .string($0.name), "operator": .string($0.operatorType), "index": .integer($0.index)]
          }),
      ]
    }
  }
}

extension TFLMMemory {
  fileprivate var json: JSON {
    [
      "planBytes": .integer(planBytes), "lowerBound": .integer(lowerBound),
      "arenaBytes": .integer(arenaBytes),
    ]
  }
}

extension QuantizationArgument {
  /// How weights are stored in a model that computes in float32.
  var weightFormat: TFLiteWeightFormat {
    switch self {
    case .none, .int8, .int16x8: .float32
    case .fp16: .float16
    case .dynamic: .int8
    case .weightsInt8: .weightsInt8
    case .weightsInt4: .weightsInt4
    }
  }
}
