import EdgeIR
import EdgeInterpreter
import EdgeONNX
import EdgeOps
import EdgeSupport
import ONNXFormat

/// A model of one ONNX node, imported and run on the reference interpreter.
struct ONNXNodeRun {
  let graph: Graph
  let outputs: [Tensor]

  /// - Parameters:
  ///   - inputs: the node's inputs; nil for absent ones.
  ///   - constants: positions of inputs that are part of the model instead of given at run time.
  ///   - outputs: how many outputs the model asks for.
  init(
    _ operatorType: String, opset: Int, attributes: [ONNXAttribute] = [], _ inputs: [Tensor?],
    constants: Set<Int> = [], outputs: Int = 1
  ) throws {
    let names = inputs.indices.map { inputs[$0] == nil ? "" : "x\($0)" }
    let given = inputs.indices.filter { inputs[$0] != nil && !constants.contains($0) }
    let results = (0..<outputs).map { "y\($0)" }
    let model = ONNXModel(
      irVersion: 8, opsetImports: [ONNXOpset(version: opset)],
      graph: ONNXGraph(
        nodes: [
          ONNXNode(operatorType: operatorType, inputs: names, outputs: results, attributes: attributes)
        ],
        initializers: constants.sorted().compactMap { inputs[$0]?.onnx(name: names[$0]) },
        inputs: given.compactMap { position in
          inputs[position].map { ONNXValueInfo(name: names[position], type: Self.type($0.type)) }
        },
        outputs: results.map { ONNXValueInfo(name: $0, type: nil) }))
    graph =
      try ONNXHost.importGraph(
        model, file: "test.onnx", table: OperatorCatalog.importers, options: ImportOptions(),
        notes: DiagnosticCollector()
      ).graph
    self.outputs = try Interpreter(graph).run(given.compactMap { inputs[$0] })
  }

  private static func type(_ type: TensorType) -> ONNXType {
    .tensor(elementType: type.element.onnx, shape: type.shape.map { .value($0) })
  }
}
