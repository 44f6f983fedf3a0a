import EdgeIR
import EdgeInterpreter
import EdgeONNX
import EdgeOps
import EdgeSupport
import ONNXFormat

/// A model of one ONNX node, imported and run on the reference interpreter.
struct ONNXNodeRun {
  let model: ONNXModel
  let graph: Graph
  /// What was given at run time.
  let arguments: [Tensor]
  let outputs: [Tensor]

  /// - Parameters:
  ///   - inputs: the node's inputs; nil for absent ones.
  ///   - constants: positions of inputs that are part of the model instead of given at run time.
  ///   - domain: the operator's; its opset is 1 unless it is ONNX's own.
  ///   - outputs: how many outputs the model asks for.
  init(
    _ operatorType: String, domain: String = "", opset: Int, attributes: [ONNXAttribute] = [],
    _ inputs: [Tensor?],
    constants: Set<Int> = [], outputs: Int = 1
  ) throws {
    let names = inputs.indices.map { inputs[$0] == nil ? "" : "x\($0)" }
    let given = inputs.indices.filter { inputs[$0] != nil && !constants.contains($0) }
    let results = (0..<outputs).map { "y\($0)" }
    let opsets = [ONNXOpset(version: opset)] + (domain.isEmpty ? [] : [ONNXOpset(domain: domain, version: 1)])
    model = ONNXModel(
      irVersion: 8, opsetImports: opsets,
      graph: ONNXGraph(
        nodes: [
          ONNXNode(
            domain: domain, operatorType: operatorType, inputs: names, outputs: results,
            attributes: attributes)
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
    arguments = given.compactMap { inputs[$0] }
    self.outputs = try Interpreter(graph).run(arguments)
  }

  private static func type(_ type: TensorType) -> ONNXType {
    .tensor(elementType: type.element.onnx, shape: type.shape.map { .value($0) })
  }
}
