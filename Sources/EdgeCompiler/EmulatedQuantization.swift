import EdgeIR
import EdgeOps
import EdgeSupport

extension Compiler {
  /// A quantized model keeps its numbers but gains nothing in speed or memory while its integers are computed in
  /// float; that must not go unsaid.
  func warnOfEmulatedQuantization(_ graph: Graph) {
    let count = graph.nodes.filter { $0.operator is Quantize || $0.operator is Dequantize }.count
    guard count > 0 else { return }
    let nodes = count == 1 ? "1 quantizing node runs" : "\(count) quantizing nodes run"
    diagnostics.emit(
      Diagnostic(
        .warning, .quantizationEmulated, "the model is quantized; \(nodes) in float arithmetic",
        hint: "the results are exact, but slower and larger than the float model's"))
  }
}
