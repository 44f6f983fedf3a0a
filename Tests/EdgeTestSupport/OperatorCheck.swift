public import EdgeIR
import EdgeInterpreter
import EdgeOps
import EdgePasses
import EdgeSupport
import EdgeTFLite
import TFLiteFormat

/// Runs one operator on its reference kernel and on the targets, and compares.
public struct OperatorCheck {
  /// How far a target's floats may be from the reference's; integers and bools must be equal.
  public struct Tolerance: Sendable {
    public var relative: Double
    public var absolute: Double

    public init(relative: Double = 1e-6, absolute: Double = 1e-7) {
      self.relative = relative
      self.absolute = absolute
    }
  }

  /// A difference, in words.
  public struct Mismatch: Error, CustomStringConvertible {
    public let description: String

    public init(description: String) { self.description = description }
  }

  let graph: Graph
  let arguments: [Tensor]
  let expected: [Tensor]

  /// - Parameters:
  ///   - inputs: the operator's inputs; nil for absent ones.
  ///   - constants: positions of inputs that are part of the model instead of given at run time.
  /// - Throws: `OperatorError` when the operator refuses them.
  public init(_ op: any Operator, _ inputs: [Tensor?], constants: Set<Int> = []) throws {
    var editor = GraphEditor(name: "check")
    var arguments: [Tensor] = []
    let values = inputs.enumerated().map { position, tensor -> ValueID? in
      guard let tensor else { return nil }
      if constants.contains(position) { return editor.addConstant(tensor, name: "constant_\(position)") }
      arguments.append(tensor)
      return editor.addInput(name: "input_\(position)", type: tensor.type)
    }
    for (index, value) in try editor.add(op, values).enumerated() {
      editor.addOutput(name: "output_\(index)", value: value)
    }
    graph = editor.graph
    self.arguments = arguments
    expected = try op.evaluate(inputs)
  }

  /// Compares what the operator's decomposition computes, on the reference interpreter, with its own kernel.
  ///
  /// - Throws: `Mismatch`; `OperatorError` when the operator has no decomposition for these inputs.
  public func decomposed(_ tolerance: Tolerance = Tolerance()) throws {
    guard let node = graph.nodes.first, let op = node.operator as? any Decomposing else {
      throw OperatorError("the operator does not decompose")
    }
    var builder = DecompositionBuilder(GraphEditor(graph), replacing: node)
    let outputs = try op.decompose(node, into: &builder)
    var editor = builder.editor
    for (index, output) in outputs.enumerated() { editor.setOutput(index, to: output) }
    editor.removeDeadNodes()
    for (index, actual) in try Interpreter(editor.graph).run(arguments).enumerated() {
      try Self.compare(actual, expected[index], tolerance, output: index)
    }
  }

  /// Compares LiteRT's results with the reference's, and those of the same file read back. The operator is decomposed
  /// when TFLite lacks it.
  ///
  /// - Returns: the TFLite operators that were run, by name.
  /// - Throws: `Mismatch`; what the runtime says of a model that it refuses; `DiagnosticsError` when the operator has
  ///   no TFLite form here.
  @discardableResult public func liteRT(
    _ tolerance: Tolerance = Tolerance(), resolver: LiteRTOracle.Resolver = .reference
  ) throws -> [String] {
    let legalization = Pipeline.legalization { node, graph in
      TFLiteHost.refusal(of: node, in: graph, target: .litert) == nil
    }
    let lowered = try TFLiteHost.lower(
      PassManager(legalization).run(graph), target: .litert, description: "", metadata: [])
    let file = try TFLiteEncoder.encode(lowered.model)
    let answer = try LiteRTOracle.run(
      file, inputs: arguments.map { OracleTensor($0) }, resolver: resolver)
    guard answer.outputs.count == expected.count else {
      throw Mismatch(description: "expected \(expected.count) outputs, got \(answer.outputs.count)")
    }
    for (index, pair) in zip(answer.outputs, expected).enumerated() {
      guard let actual = pair.0.tensor else {
        throw Mismatch(description: "output \(index) has elements of type \(pair.0.elementType)")
      }
      try Self.compare(actual, pair.1, tolerance, output: index)
    }
    try readBack(file, tolerance)
    return answer.operators
  }

  /// Imports a written file and compares what the interpreter makes of it with the reference.
  private func readBack(_ file: [UInt8], _ tolerance: Tolerance) throws {
    let imported = try TFLiteImportHost.importGraph(
      TFLiteDecoder.decode(file, path: "check.tflite"), file: "check.tflite",
      table: OperatorCatalog.tfliteImporters, notes: DiagnosticCollector())
    for (index, pair) in zip(try Interpreter(imported).run(arguments), expected).enumerated() {
      do {
        try Self.compare(pair.0, pair.1, tolerance, output: index)
      } catch let mismatch as Mismatch {
        throw Mismatch(description: "read back: \(mismatch)")
      }
    }
  }

  /// Throws a `Mismatch` that names the first element beyond the tolerance. NaN equals NaN.
  public static func compare(
    _ actual: Tensor, _ expected: Tensor, _ tolerance: Tolerance = Tolerance(), output: Int = 0
  ) throws {
    guard actual.type == expected.type else {
      throw Mismatch(description: "output \(output): expected \(expected.type), got \(actual.type)")
    }
    if actual.isIdentical(to: expected) { return }
    for (index, (a, e)) in zip(actual.doubles(), expected.doubles()).enumerated() {
      let allowed = expected.element.isFloat ? tolerance.absolute + tolerance.relative * e.magnitude : 0
      guard a == e || (a.isNaN && e.isNaN) || (a - e).magnitude <= allowed else {
        throw Mismatch(description: "output \(output)[\(index)]: expected \(e), got \(a)")
      }
    }
  }
}
