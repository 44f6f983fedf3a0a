import EdgeData
import EdgeIR
import EdgeONNX
import EdgeSupport
import ONNXFormat

extension Compiler {
  /// Where the reduction of a model may start: the model with the shapes that its inputs have in a run, and the numbers
  /// of that run, for each sample; last the model as it is, for those that cannot be run or imported.
  ///
  /// - Throws: `DiagnosticsError` E102 for a TFLite model; E7xx when given data cannot be used.
  public func reductionStarts(
    _ file: ModelFile, _ request: VerificationRequest
  ) throws -> [ReductionCandidate] {
    guard case .onnx(var model) = file.content else {
      throw DiagnosticsError([
        .error(
          .unrecognizedFormat, "expected an ONNX model, got a TFLite model", at: .init(file: file.path),
          hint: "reduce the ONNX model that it was made from")
      ])
    }
    if model.irVersion < Self.versionWithPlainInitializers {
      model.irVersion = Self.versionWithPlainInitializers
      model.graph.inputs = model.graph.formalInputs
    }
    let plain = ReductionCandidate(model: model, inputs: [:])
    let loaded = Result { try loadSamples(file, request) }
    guard case .success(let (graph, samples)) = loaded else {
      if request.data != nil { _ = try loaded.get() }
      return [plain]
    }
    return samples.map { plain.fixed(graph, $0.inputs) } + [plain]
  }
}

extension ReductionCandidate {
  /// With the shapes of an imported graph's inputs, and numbers for them.
  fileprivate func fixed(_ graph: Graph, _ tensors: [Tensor]) -> ReductionCandidate {
    var candidate = self
    for (id, tensor) in zip(graph.inputs, tensors) {
      let value = graph[id]
      candidate.inputs[value.name] = tensor
      for index in model.graph.inputs.indices where model.graph.inputs[index].name == value.name {
        candidate.model.graph.inputs[index].type = value.type.plain.onnx
      }
    }
    return candidate
  }
}
