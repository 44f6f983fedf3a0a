import EdgeIR
import EdgeSupport

extension Compiler {
  /// Says which tensors the caller must supply or read channels-last. The shape alone does not tell when sizes agree.
  func noteChangedLayouts(_ graph: Graph) {
    for port in graph.typedInputs + graph.typedOutputs where graph.channelsLastNames.contains(port.name) {
      diagnostics.emit(
        Diagnostic(
          .note, .layoutChanged,
          "is channels-last here, as \(port.type), where the model has it channels-first",
          at: .init(value: port.name), hint: "leave out --io-layout nhwc to keep the model's layout"))
    }
  }
}
