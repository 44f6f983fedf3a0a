import EdgeIR
import EdgeOps

extension Pass {
  /// Finds softmax that exporters wrote out with the largest element subtracted, as the operator itself does.
  ///
  ///     %m = Reduce(%x) max axes=[1]
  ///     %d = Binary(%x, %m) subtract
  ///     %e = Unary(%d) exp                     ⟶      %y = Softmax(%x) axis=1
  ///     %s = Reduce(%e) sum axes=[1]
  ///     %y = Binary(%e, %s) divide
  ///
  /// The rounding differs from that of the single steps.
  static let recoverSoftmax = Pass("recover-softmax") { editor in
    for id in editor.graph.order where editor.graph.contains(id) {
      guard let (x, axis) = softmax(editor.graph[id].outputs[0], editor.graph) else { continue }
      try editor.replace(id, with: Softmax(axis: axis), inputs: [x])
      editor.removeDeadNodes()
    }
  }

  private static func softmax(_ value: ValueID, _ graph: Graph) -> (x: ValueID, axis: Int)? {
    guard let (powers, sum) = graph.operands(value, of: .divide),
      let (summed, axes) = graph.operand(sum, of: .sum), summed == powers, axes.count == 1,
      let (x, largest) = graph.operand(powers, of: .exp).flatMap({ graph.operands($0, of: .subtract) }),
      let (source, own) = graph.operand(largest, of: .max), source == x, own == axes
    else { return nil }
    return (x, axes[0])
  }
}
