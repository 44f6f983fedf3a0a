import EdgeIR
import EdgeTestSupport
import Testing

/// Independent applications of operators as one graph: they are compiled as one C program and compared with their
/// reference kernels.
struct OperatorsInC {
  private var editor = GraphEditor(name: "batch")
  private var arguments: [Tensor] = []
  private var expected: [(String, Tensor)] = []

  /// - Parameter constants: positions of inputs that are part of the model instead of given at run time.
  mutating func add(_ op: any Operator, _ inputs: [Tensor?], constants: Set<Int> = []) throws {
    let values = inputs.enumerated().map { position, tensor -> ValueID? in
      guard let tensor else { return nil }
      let name = "\(expected.count)_\(position)"
      if constants.contains(position) { return editor.addConstant(tensor, name: "c\(name)") }
      arguments.append(tensor)
      return editor.addInput(name: "x\(name)", type: tensor.type)
    }
    for (result, tensor) in zip(try editor.add(op, values), try op.evaluate(inputs)) {
      editor.addOutput(name: "y\(expected.count)", value: result)
      expected.append(("\(op)", tensor))
    }
  }

  /// Floats may differ by a millionth of the largest, a tenth of what generated code promises.
  func check(sanitizers: [CCompiler.Sanitizer] = []) throws {
    let outputs = try CModelRunner(editor.graph, sanitizers: sanitizers).run(arguments)
    try #require(outputs.count == expected.count)
    for (output, (name, wanted)) in zip(outputs, expected) {
      let largest = wanted.doubles().reduce(0) { $1.isFinite ? max($0, abs($1)) : $0 }
      let tolerance = OperatorCheck.Tolerance(relative: 1e-6, absolute: max(1e-6 * largest, 1e-7))
      #expect(throws: Never.self, "\(name)") { try OperatorCheck.compare(output, wanted, tolerance) }
    }
  }
}
