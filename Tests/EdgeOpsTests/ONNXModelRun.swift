import EdgeIR
import EdgeInterpreter
import EdgeONNX
import EdgeOps
import EdgeSupport
import EdgeTestSupport
import ONNXFormat
import Testing

/// A model of several ONNX nodes, imported and run.
struct ONNXModelRun {
  let graph: Graph
  let consultedInputs: [String]
  /// What the reference interpreter computes.
  let outputs: [Tensor]
  private let given: [Tensor]

  /// - Parameters:
  ///   - inputs: the graph's inputs and their data.
  ///   - binding: whether the import may look at the data.
  init(
    _ nodes: [ONNXNode], inputs: [(name: String, tensor: Tensor)],
    constants: [(name: String, tensor: Tensor)] = [],
    outputs: [String], functions: [ONNXFunction] = [], opset: Int = 17, binding: Bool = false
  ) throws {
    let model = Self.model(
      nodes, inputs: inputs.map { ($0.name, $0.tensor.type) }, constants: constants, outputs: outputs,
      functions: functions, opset: opset)
    let bound = Dictionary(uniqueKeysWithValues: inputs.map { ($0.name, $0.tensor) })
    let result = try ONNXHost.importGraph(
      model, file: "test.onnx", table: OperatorCatalog.importers,
      options: ImportOptions(boundInputs: binding ? bound : [:]), notes: DiagnosticCollector())
    graph = result.graph
    consultedInputs = result.consultedInputs
    given = inputs.map(\.tensor)
    #expect(GraphVerifier.verify(graph, stage: .imported) == [])
    self.outputs = try Interpreter(graph).run(given)
  }

  /// Compares generated C with the interpreter.
  func expectSameInC(_ location: SourceLocation = #_sourceLocation) throws {
    let runner = try CModelRunner(graph, sanitizers: [.address, .undefined])
    for (actual, expected) in zip(try runner.run(given), outputs) {
      try OperatorCheck.compare(actual, expected)
    }
  }

  /// What the import of such a model reports.
  static func problems(
    _ nodes: [ONNXNode], inputs: [(name: String, type: TensorType)],
    constants: [(name: String, tensor: Tensor)] = [], outputs: [String], functions: [ONNXFunction] = [],
    opset: Int = 17
  ) throws -> [Diagnostic] {
    let model = Self.model(
      nodes, inputs: inputs, constants: constants, outputs: outputs, functions: functions, opset: opset)
    let error = #expect(throws: DiagnosticsError.self) {
      try ONNXHost.importGraph(
        model, file: "test.onnx", table: OperatorCatalog.importers, options: ImportOptions(),
        notes: DiagnosticCollector())
    }
    return try #require(error).diagnostics
  }

  private static func model(
    _ nodes: [ONNXNode], inputs: [(name: String, type: TensorType)],
    constants: [(name: String, tensor: Tensor)], outputs: [String], functions: [ONNXFunction], opset: Int
  ) -> ONNXModel {
    ONNXModel(
      irVersion: 10, opsetImports: [ONNXOpset(version: opset), ONNXOpset(domain: "local", version: 1)],
      graph: ONNXGraph(
        nodes: nodes, initializers: constants.map { $0.tensor.onnx(name: $0.name) },
        inputs: inputs.map { ONNXValueInfo(name: $0.name, type: .plain($0.type)) },
        outputs: outputs.map { ONNXValueInfo(name: $0, type: nil) }),
      functions: functions)
  }
}

extension ONNXType {
  static func plain(_ type: TensorType) -> ONNXType {
    .tensor(elementType: type.element.onnx, shape: type.shape.map { .value($0) })
  }
}

extension ONNXNode {
  /// A node of the default domain.
  init(
    _ operatorType: String, _ inputs: [String], _ outputs: [String], name: String = "",
    _ attributes: [ONNXAttribute] = [], graphs: [(String, ONNXGraph)] = []
  ) {
    self.init(
      name: name, operatorType: operatorType, inputs: inputs, outputs: outputs,
      attributes: attributes + graphs.map { ONNXAttribute(name: $0.0, value: .graph($0.1)) })
  }
}

extension ONNXGraph {
  /// A graph inside a node, with inputs and outputs of undeclared types.
  init(
    _ nodes: [ONNXNode], inputs: [String] = [], outputs: [String],
    constants: [(name: String, tensor: Tensor)] = []
  ) {
    self.init(
      name: "inner", nodes: nodes, initializers: constants.map { $0.tensor.onnx(name: $0.name) },
      inputs: inputs.map { ONNXValueInfo(name: $0, type: nil) },
      outputs: outputs.map { ONNXValueInfo(name: $0, type: nil) })
  }
}
