import EdgeIR
import EdgePasses
import EdgeTFLite
import TFLiteFormat

extension OperatorCheck {
  /// Compares TFLM's results with the reference's. The operator is decomposed when TFLM lacks it.
  ///
  /// - Returns: the TFLite operators that were run, by name; nil where there is no TFLM for this machine.
  /// - Throws: `Mismatch`; what the runtime says of a model that it refuses; `DiagnosticsError` when the operator has
  ///   no form for TFLM.
  @discardableResult public func tflm(_ tolerance: Tolerance = Tolerance()) throws -> [String]? {
    let legalization = Pipeline.legalization { node, graph in
      TFLiteHost.refusal(of: node, in: graph, target: .tflm) == nil
    }
    let lowered = try TFLiteHost.lower(
      PassManager(legalization).run(graph), target: .tflm, description: "", metadata: [])
    guard TFLMOracle.isAvailable else { return nil }
    let answer = try TFLMOracle.run(
      TFLiteEncoder.encode(lowered.model), inputs: arguments.map { OracleTensor($0) }, outputs: expected.count
    )
    for (index, pair) in zip(answer.outputs, expected).enumerated() {
      guard let actual = pair.0.tensor else {
        throw Mismatch(description: "output \(index) has elements of type \(pair.0.elementType)")
      }
      try Self.compare(actual, pair.1, tolerance, output: index)
    }
    return lowered.model.subgraphs[0].operators.map(\.code.schemaName)
  }
}
