import EdgeIR
import EdgeONNX
import EdgeOps
public import EdgeQuantization
import EdgeSupport
public import ONNXFormat

/// An ONNX model that says how its numbers are stored as integers.
public struct QDQModel {
  public let model: ONNXModel
  public let bytes: [UInt8]
  public let quantization: QuantizationReport
  /// How many values are stored as integers.
  public let integerCount: Int
  /// The names of computed values of floats that integers could stand for nowhere.
  public let floatValues: [String]
  /// Layers that took weights rounded to the nearest integers, because their tuned ones have no counterpart.
  public let roundedLayers: [String]
}

extension Compiler {
  /// The model in ONNX's QDQ form: optimised as `optimize` does, with the integers that `compile` would choose. Inputs,
  /// outputs and metadata stay.
  ///
  /// - Throws: `DiagnosticsError` with everything that is wrong with the file or the data; E202 for an opset without
  ///   QuantizeLinear by channel.
  public func quantizeToONNX(_ file: ModelFile, _ request: QuantizationRequest) throws -> QDQModel {
    let opset = try checkedOpset(file)
    let optimized = try optimize(file)
    let simple = ModelFile(file, containing: optimized.model)
    let result = try quantize(simple, request)
    result.report.diagnostics.forEach(diagnostics.emit)
    var model = optimized.model
    var rewriter = QDQRewriter(model.graph, result.decisions, opset: opset)
    rewriter.rewrite()
    model.graph = rewriter.graph
    let bytes = try ONNXEncoder.encode(model)
    let decoded = try ONNXDecoder.decodeModel(bytes: bytes, path: file.path)
    _ = try Compiler(options: options, diagnostics: DiagnosticCollector())
      .importModel(ModelFile(file, containing: decoded))
    return QDQModel(
      model: model, bytes: bytes, quantization: result.report, integerCount: rewriter.quantized.count,
      floatValues: floatValues(optimized.model.graph, result.decisions, rewriter.carried)
        + rewriter.floatLayers,
      roundedLayers: rewriter.roundedLayers)
  }

  private func checkedOpset(_ file: ModelFile) throws -> Int {
    guard case .onnx(let model) = file.content else {
      throw DiagnosticsError([
        .error(
          .invalidOption, "expected an ONNX model to quantize, got a TFLite model",
          at: .init(file: file.path),
          hint: "give the ONNX model that it was made from")
      ])
    }
    guard !file.declaresQuantization else {
      throw DiagnosticsError([
        .error(
          .invalidOption, "the model is quantized already", at: .init(file: file.path),
          hint: "`edgec convert` makes a true integer model of it")
      ])
    }
    let opset = model.opsetImports.last { $0.domain.isEmpty }?.version ?? 0
    guard opset >= 13 else {
      throw DiagnosticsError([
        .error(
          .unsupportedOpset,
          "expected opset 13 or later, where each channel has a scale, got \(opset)",
          at: .init(file: file.path),
          hint: "convert the model with onnx.version_converter, or use `edgec convert --quantize int8`")
      ])
    }
    return opset
  }

  /// What nothing in integers computes, as far as the model says that it holds floats.
  private func floatValues(
    _ graph: ONNXGraph, _ decisions: QuantizationDecisions, _ carried: Set<String>
  ) -> [String] {
    let integers = Set(decisions.integerOrigins.filter(\.inner.isEmpty).map(\.index))
    let floats = Set(
      (graph.valueInfo + graph.outputs).filter {
        if case .tensor(elementType: .float, _)? = $0.type { true } else { false }
      }.map(\.name))
    return graph.nodes.enumerated().filter { !integers.contains($0.offset) }.flatMap(\.element.outputs)
      .filter { floats.contains($0) && !carried.contains($0) }
  }
}

extension ModelFile {
  /// Another model that was made of a file.
  init(_ file: ModelFile, containing model: ONNXModel) {
    path = file.path
    sizeInBytes = file.sizeInBytes
    content = .onnx(model)
  }
}
