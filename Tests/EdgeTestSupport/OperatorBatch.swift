public import EdgeIR

/// Independent applications of operators as one graph: many checks of generated C for one compilation.
public struct OperatorBatch {
  private var editor = GraphEditor(name: "batch")
  private var arguments: [Tensor] = []
  private var expected: [(title: String, result: Tensor)] = []

  public init() {}

  /// Adds an application, whose first output is compared.
  ///
  /// - Throws: `OperatorError` when the operator refuses the inputs.
  public mutating func add(_ op: any Operator, _ inputs: [Tensor]) throws {
    let values = inputs.map { tensor in
      arguments.append(tensor)
      return editor.addInput(name: "x\(arguments.count)", type: tensor.type)
    }
    let result = try editor.add(op, values)[0]
    editor.addOutput(name: "y\(expected.count)", value: result)
    expected.append(("\(op) of \(inputs.map(\.type))", try op.evaluate(inputs)[0]))
  }

  /// Compares the results of the generated C with the references.
  ///
  /// - Throws: `OperatorCheck.Mismatch` that names the applications which differ; `CompilationFailed`;
  ///   `DiagnosticsError` when an operator has no C form.
  public func check(
    _ tolerance: OperatorCheck.Tolerance = .init(relative: 1e-5, absolute: 1e-6)
  ) throws {
    let outputs = try CModelRunner(editor.graph).run(arguments)
    let differences = zip(outputs, expected).compactMap { output, wanted -> String? in
      do {
        try OperatorCheck.compare(output, wanted.result, tolerance)
        return nil
      } catch {
        return "\(wanted.title): \(error)"
      }
    }
    guard differences.isEmpty, outputs.count == expected.count else {
      throw OperatorCheck.Mismatch(description: differences.joined(separator: "\n"))
    }
  }
}
