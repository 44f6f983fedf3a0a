import EdgeIR

extension OperatorCheck {
  /// Compares the results of the generated C with the reference's.
  ///
  /// - Throws: `Mismatch`; `CompilationFailed`; `DiagnosticsError` when the operator has no C form here.
  public func generatedC(
    _ tolerance: Tolerance = Tolerance(), compiler: CCompiler = .gcc
  ) throws {
    let runner = try CModelRunner(graph, compiler: compiler, sanitizers: [.address, .undefined])
    for (index, pair) in zip(try runner.run(arguments), expected).enumerated() {
      try Self.compare(pair.0, pair.1, tolerance, output: index)
    }
  }
}
