import EdgeIR
import EdgeOps

extension Pass {
  /// Spells the gathering of evenly spaced positions as a slice, which layout and memory planning see through.
  ///
  ///     %y = Gather(%x, %i) axis=1          %s = Slice(%x) starts=[0, 3] sizes=[1, 1]
  ///     with %i = constant = [3]      ⟶     %y = Reshape(%s) shape=[1]
  static let sliceGathers = Pass("slice-gathers") { editor in
    for id in editor.graph.order {
      let node = editor.graph[id]
      guard let gather = node.operator as? Gather, let x = node.inputs[0],
        let slice = slice(gather, editor.graph[x].type.shape, editor.graph.constant(node, 1))
      else { continue }
      let output = editor.graph[node.outputs[0]]
      let sliced = try editor.add(
        slice, [x], before: id, names: ["\(output.name)/Slice"], origins: node.origins)[0]
      try editor.replace(id, with: Reshape(shape: output.type.shape), inputs: [sliced])
    }
  }

  private static func slice(_ gather: Gather, _ shape: [Int], _ indices: Tensor?) -> Slice? {
    guard let indices = indices?.integers(), let first = indices.first else { return nil }
    let size = shape[gather.axis]
    let positions = indices.map { $0 < 0 ? $0 + size : $0 }
    let step = positions.count > 1 ? positions[1] - positions[0] : 1
    guard step > 0, positions.allSatisfy({ (0..<size).contains($0) }),
      zip(positions, positions.dropFirst()).allSatisfy({ $1 - $0 == step })
    else { return nil }
    var starts = shape.map { _ in 0 }
    var steps = shape.map { _ in 1 }
    var sizes = shape
    starts[gather.axis] = first < 0 ? first + size : first
    steps[gather.axis] = step
    sizes[gather.axis] = positions.count
    return Slice(starts: starts, steps: steps, sizes: sizes)
  }
}
