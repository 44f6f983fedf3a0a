import EdgeIR
import EdgeInterpreter
import EdgeONNX
import EdgeOps
import EdgeSupport
import ONNXFormat

/// A model of some ONNX nodes, imported for any data or for given data.
struct DataDependentModel {
  let model: ONNXModel
  let inputs: [String: Tensor]

  /// - Parameters:
  ///   - inputs: what the model is given, by name, in the order of the names.
  ///   - constants: what is part of it.
  init(
    _ nodes: [ONNXNode], inputs: [String: Tensor], constants: [String: Tensor] = [:], outputs: [String],
    opset: Int = 17
  ) {
    self.inputs = inputs
    model = ONNXModel(
      irVersion: 8, opsetImports: [ONNXOpset(version: opset)],
      graph: ONNXGraph(
        nodes: nodes,
        initializers: constants.keys.sorted().compactMap { constants[$0]?.onnx(name: $0) },
        inputs: inputs.sorted { $0.key < $1.key }.map { name, tensor in
          ONNXValueInfo(
            name: name,
            type: .tensor(elementType: tensor.element.onnx, shape: tensor.shape.map { .value($0) }))
        },
        outputs: outputs.map { ONNXValueInfo(name: $0, type: nil) }))
  }

  /// The graph for whatever data, or for these alone.
  func graph(bound: Bool) throws -> Graph {
    try ONNXHost.importGraph(
      model, file: "test.onnx", table: OperatorCatalog.importers,
      options: ImportOptions(boundInputs: bound ? inputs : [:]), notes: DiagnosticCollector()
    ).graph
  }

  /// The model's outputs, of their exact size.
  func run(_ graph: Graph) throws -> [Tensor] {
    graph.trimmed(try Interpreter(graph).run(graph.inputs.compactMap { inputs[graph[$0].name] }))
  }
}
