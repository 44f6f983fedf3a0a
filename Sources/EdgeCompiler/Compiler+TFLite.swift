public import EdgeIR
import EdgeOps
import EdgePasses
public import EdgeQuantization
import EdgeSupport
import EdgeTFLite
public import TFLiteFormat

/// A TFLite model and its file.
public struct TFLiteArtifact {
  public let model: TFLiteModel
  public let bytes: [UInt8]
  public let inputs: [TypedName]
  public let outputs: [TypedName]
  /// SHA-256 of the file that the model was made from.
  public let modelDigest: String
  /// What TFLM needs to run it; nil for other targets.
  public let memory: TFLMMemory?
  /// For each output of an operator of the main graph, by name, the nodes of the user's model that it is a part of.
  public let provenance: [String: [Origin]]
  /// What quantization decided; nil where the model computes as it did.
  public internal(set) var quantization: QuantizationReport?
  /// Nil for a graph that was lowered as it was.
  public internal(set) var removedChannels: RemovedChannels?

  /// What is written beside the model for its target: C++ sources for TFLM.
  ///
  /// - Parameter stem: the name that the files' names are made from.
  public func companions(stem: String) -> [TFLMSource] {
    memory.map { TFLMSources(stem: stem, self, $0).files } ?? []
  }

  /// How many operators of each kind the model runs, most frequent first.
  public var operatorCounts: [(name: String, count: Int)] {
    var counts: [String: Int] = [:]
    for node in model.subgraphs.flatMap(\.operators) { counts[node.code.schemaName, default: 0] += 1 }
    return counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { ($0.key, $0.value) }
  }

  public var tensorCount: Int { model.subgraphs.reduce(0) { $0 + $1.tensors.count } }
}

/// A graph's input or output as its user knows it.
public struct TypedName: Hashable, Sendable {
  public let name: String
  public let type: TensorType

  public init(name: String, type: TensorType) {
    self.name = name
    self.type = type
  }
}

extension Graph {
  public var typedInputs: [TypedName] { inputs.map { TypedName(name: self[$0].name, type: self[$0].type) } }
  public var typedOutputs: [TypedName] {
    outputs.map { TypedName(name: $0.name, type: self[$0.value].type) }
  }

  /// Without those that count how much of others holds data.
  public var typedModelOutputs: [TypedName] { Array(typedOutputs[..<modelOutputCount]) }
}

extension Compiler {
  /// Lowers a canonical graph, encodes it, and checks what was encoded by decoding it.
  ///
  /// - Parameters:
  ///   - graph: as `canonicalize` leaves it.
  ///   - modelDigest: SHA-256 of the model's file; it travels in the artefact.
  /// - Throws: `DiagnosticsError` with one E501 for every node without an exact form in TFLite; E107 for a file
  ///   beyond 2 GiB; E901.
  public func lowerToTFLite(_ graph: Graph, modelDigest: String) throws -> TFLiteArtifact {
    noteKeptTransposes(graph)
    noteChangedLayouts(graph)
    warnOfEmulatedQuantization(graph)
    let lowered = try TFLiteHost.lower(
      graph, target: options.tfliteTarget, description: "edgec \(EdgecVersion.text)",
      metadata: [
        TFLiteMetadata(
          name: "edgec", data: TFLiteBuffer(Array("\(EdgecVersion.text) sha256:\(modelDigest)".utf8)))
      ])
    let (model, memory) = try planned(stored(lowered.model))
    let bytes = try TFLiteEncoder.encode(model)
    try check(bytes, against: model)
    return TFLiteArtifact(
      model: model, bytes: bytes, inputs: graph.typedInputs, outputs: graph.typedOutputs,
      modelDigest: modelDigest, memory: memory, provenance: provenance(of: lowered, graph))
  }

  private func provenance(of lowered: TFLiteHost.Result, _ graph: Graph) -> [String: [Origin]] {
    let subgraph = lowered.model.subgraphs[0]
    let pairs = zip(subgraph.operators, lowered.sources).flatMap { node, source in
      node.outputs.map { (subgraph.tensors[$0].name, source.map { graph[$0].origins } ?? []) }
    }
    return Dictionary(pairs) { first, _ in first }
  }

  /// The model with its weights in the format that was asked for.
  private func stored(_ model: TFLiteModel) throws -> TFLiteModel {
    guard options.weightFormat == .float32 || options.tfliteTarget == .litert else {
      throw DiagnosticsError([
        .error(
          .invalidOption, "TFLM computes in float32 with float32 weights only",
          hint: "leave out --quantize, or convert for --target litert")
      ])
    }
    return switch options.weightFormat {
    case .float32: model
    case .float16: model.storingFloat16Weights()
    case .int8: model.storingInt8Weights()
    case .weightsInt8: model.storingWeights(bits: 8)
    case .weightsInt4: model.storingWeights(bits: 4)
    }
  }

  /// For TFLM the operators in the order that needs the least memory, and where tensors lie. Its offline plan knows
  /// one subgraph only.
  private func planned(_ model: TFLiteModel) throws -> (TFLiteModel, TFLMMemory?) {
    guard options.tfliteTarget == .tflm, model.subgraphs.count == 1 else { return (model, nil) }
    let memory = try TFLMMemory(model.subgraphs[0])
    var model = model
    model.subgraphs[0].operators = memory.order.map { model.subgraphs[0].operators[$0] }
    model.metadata.append(memory.metadata)
    return (model, memory)
  }

  /// The encoder has let the format's verifier look at the bytes; this asks whether they say what was meant.
  private func check(_ bytes: [UInt8], against model: TFLiteModel) throws {
    let decoded = try TFLiteDecoder.decode(bytes, path: "the TFLite model")
    let same = zip(decoded.subgraphs, model.subgraphs).allSatisfy { decoded, meant in
      decoded.operators == meant.operators && decoded.inputs == meant.inputs
        && decoded.outputs == meant.outputs && decoded.tensors.map(\.name) == meant.tensors.map(\.name)
        && decoded.tensors.map(\.shape) == meant.tensors.map(\.shape)
    }
    guard same, decoded.subgraphs.count == model.subgraphs.count else {
      throw DiagnosticsError([
        .error(
          .internalInvariant, "the encoded TFLite model reads back as another one",
          hint: "this is a bug in edgec; please report it with the model")
      ])
    }
  }

  /// Says what keeping the model's own layout at the interface costs.
  private func noteKeptTransposes(_ graph: Graph) {
    guard options.ioLayout == .onnx else { return }
    let kept = graph.nodes.filter { node in
      guard node.operator is Transpose, let input = node.inputs[0] else { return false }
      return graph.inputs.contains(input) || graph.isOutput(node.outputs[0])
    }
    guard let first = kept.first, let input = first.inputs[0] else { return }
    let isInput = graph.inputs.contains(input)
    let bytes = kept.reduce(0) { $0 + graph[$1.outputs[0]].type.sizeInBytes }
    let count = kept.count == 1 ? "1 transpose" : "\(kept.count) transposes"
    diagnostics.emit(
      Diagnostic(
        .note, .layoutTransposeKept,
        "keeping the model's layout at its inputs and outputs costs \(count) (\(bytes.grouped) B per run)",
        at: .init(value: isInput ? graph[input].name : graph[first.outputs[0]].name),
        hint: "if the application can work channels-last, --io-layout nhwc saves them"))
  }
}
