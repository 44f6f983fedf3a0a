import EdgeIR
import EdgeTFLite

extension Graph {
  /// The graph in the integer arithmetic of a runtime: every quantized operator rounds as the runtime's reference kernel
  /// does. Nothing else changes; without quantized operators it is the graph itself.
  public func rounded(on runtime: TFLiteTarget) throws -> Graph {
    var editor = GraphEditor(self)
    for node in nodes {
      guard var quantized = node.operator as? Quantized else { continue }
      let rounding = quantized.operator.rounding(on: runtime)
      guard quantized.rounding != rounding else { continue }
      quantized.rounding = rounding
      try editor.replace(node.id, with: quantized, inputs: node.inputs)
    }
    return editor.graph
  }
}
