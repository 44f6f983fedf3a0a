import EdgeIR
import EdgeOps

extension Pass {
  /// Lets convolutions leave out the borders that a slice after them cuts off. Causal convolutions are exported like
  /// that: padded at both ends, then cut.
  ///
  ///     %a = Conv(%x, %w) padsBegin=[0, 4] padsEnd=[0, 4]
  ///     %b = Slice(%a) starts=[0, 0, 0, 0] sizes=[1, 1, 128, 24]
  ///   ⟶ %b = Conv(%x, %w) padsBegin=[0, 4] padsEnd=[0, 0]
  static let fuseCrops = Pass("fuse-crops") { editor in
    for id in editor.graph.order where editor.graph.contains(id) {
      let node = editor.graph[id]
      guard let slice = node.operator as? Slice, let input = node.inputs[0],
        let producer = editor.graph.producer(of: input), let conv = producer.operator as? Conv,
        editor.graph.soleConsumer(of: input)?.id == id,
        let cropped = crop(conv, slice, producer, editor.graph)
      else { continue }
      try editor.replace(id, with: cropped, inputs: producer.inputs, absorbing: [producer.id])
      editor.removeDeadNodes()
    }
  }

  /// The convolution that makes only what the slice keeps; nil when that takes more than less padding.
  private static func crop(_ conv: Conv, _ slice: Slice, _ node: Node, _ graph: Graph) -> Conv? {
    let full = graph[node.outputs[0]].type.shape
    guard let x = node.inputs[0], let weights = node.inputs[1], slice.steps.allSatisfy({ $0 == 1 }),
      slice.starts[0] == 0, slice.sizes[0] == full[0], slice.starts[full.count - 1] == 0,
      slice.sizes[full.count - 1] == full[full.count - 1], !slice.sizes.contains(0)
    else { return nil }
    let window = conv.geometry(graph[weights].type)
    var result = conv
    for axis in conv.strides.indices {
      let begin = conv.padsBegin[axis] - slice.starts[axis + 1] * conv.strides[axis]
      let reach = (slice.sizes[axis + 1] - 1) * conv.strides[axis] + window.extent(axis)
      let end = reach - begin - graph[x].type.shape[axis + 1]
      guard begin >= 0 else { return nil }
      result.padsBegin[axis] = begin
      if slice.sizes[axis + 1] == full[axis + 1] { continue }
      // Without padding left to drop, the image itself would have to be cut.
      guard end >= 0 else { return nil }
      result.padsEnd[axis] = end
    }
    return result
  }
}
