import EdgeIR
import EdgeOps

extension Pass {
  /// Lets convolutions do the zero padding that stands before them.
  ///
  ///     %a = Pad(%x) mode=constant begins=[0, 1, 1, 0] ends=[0, 1, 1, 0]
  ///     %b = Conv(%a, %w) padsBegin=[0, 0] padsEnd=[0, 0]
  ///   ⟶ %b = Conv(%x, %w) padsBegin=[1, 1] padsEnd=[1, 1]
  static let fusePads = Pass("fuse-pads") { editor in
    for id in editor.graph.order where editor.graph.contains(id) {
      let node = editor.graph[id]
      guard let conv = node.operator as? Conv, let input = node.inputs[0],
        let producer = editor.graph.producer(of: input), let pad = producer.operator as? Pad,
        isZeroPadding(producer, pad, editor.graph), pad.begins.first == 0, pad.begins.last == 0,
        pad.ends.first == 0, pad.ends.last == 0
      else { continue }
      var padded = conv
      padded.padsBegin = zip(conv.padsBegin, pad.begins.dropFirst()).map(+)
      padded.padsEnd = zip(conv.padsEnd, pad.ends.dropFirst()).map(+)
      try editor.replace(
        id, with: padded, inputs: [producer.inputs[0]] + node.inputs.dropFirst(), absorbing: [producer.id])
      editor.removeDeadNodes()
    }
  }

  private static func isZeroPadding(_ node: Node, _ pad: Pad, _ graph: Graph) -> Bool {
    guard pad.mode == .constant else { return false }
    guard node.inputs.count > 1, node.inputs[1] != nil else { return true }
    return graph.constant(node, 1)?.doubles() == [0]
  }
}
