import EdgeIR
import EdgeOps

/// A value whose channels can be divided by factors that the weights of all its readers take back.
struct ChannelLink {
  let value: ValueID
  let isNormalization: Bool
  private let writer: NodeID
  private let readers: [NodeID]

  /// Nil where something else than weights of layers reads what a node computes, or where factors do not pass through its
  /// activation.
  init?(_ node: Node, in graph: Graph) {
    let activation: Clamp?
    switch node.operator {
    case let conv as Conv: activation = conv.activation
    case let product as FullyConnected: activation = product.activation
    case let normalization as LayerNormalization:
      guard normalization.axis == graph[node.outputs[0]].type.rank - 1 else { return nil }
      activation = nil
    default: return nil
    }
    guard activation == nil || activation == .relu else { return nil }
    isNormalization = node.operator is LayerNormalization
    value = node.outputs[0]
    writer = node.id
    readers = graph.consumers(of: value)
    let parameters = node.inputs.dropFirst().compactMap { $0 }
    guard parameters.allSatisfy({ graph[$0].constant != nil }), !readers.isEmpty, !graph.isOutput(value),
      graph[value].type.element == .float32
    else { return nil }
    for reader in readers {
      let node = graph[reader]
      guard node.operator is Conv || node.operator is FullyConnected, node.inputs[0] == value,
        node.inputs.dropFirst().allSatisfy({ $0 != value }), graph.constant(node, 1) != nil
      else { return nil }
    }
  }

  /// The largest weight that writes each channel.
  func writerSizes(_ graph: Graph) -> [Double] {
    guard let weights = graph.constant(graph[writer], 1) else { return [] }
    let channels = weights.shape[0]
    var sizes = [Double](repeating: 0, count: channels)
    for (i, number) in weights.doubles().enumerated() {
      let channel = i / max(weights.elementCount / channels, 1)
      sizes[channel] = max(sizes[channel], number.magnitude)
    }
    return sizes
  }

  /// The largest weight that reads each channel.
  func readerSizes(_ graph: Graph) -> [Double] {
    var sizes = [Double](repeating: 0, count: graph[value].type.shape.last ?? 0)
    for reader in readers {
      guard let weights = graph.constant(graph[reader], 1) else { continue }
      let channel = inputChannels(of: graph[reader], weights.shape)
      for (i, number) in weights.doubles().enumerated() {
        sizes[channel(i)] = max(sizes[channel(i)], number.magnitude)
      }
    }
    return sizes
  }

  func divide(by factors: [Float], _ editor: inout GraphEditor) throws {
    let node = editor.graph[writer]
    var inputs = node.inputs
    if isNormalization {
      let ones = Tensor([factors.count], Array(repeating: Float(1), count: factors.count))
      let scale = editor.graph.constant(node, 1) ?? ones
      inputs += Array(repeating: nil, count: max(2 - inputs.count, 0))
      inputs[1] = constant(scale, &editor) { $1 / factors[$0] }
    } else if let weights = editor.graph.constant(node, 1) {
      let size = max(weights.elementCount / factors.count, 1)
      inputs[1] = constant(weights, &editor) { $1 / factors[$0 / size] }
    }
    if let shifts = editor.graph.constant(node, 2) {
      inputs[2] = constant(shifts, &editor) { $1 / factors[$0] }
    }
    try editor.replace(writer, with: node.operator, inputs: inputs)
    for reader in readers {
      let node = editor.graph[reader]
      guard let weights = editor.graph.constant(node, 1) else { continue }
      let channel = inputChannels(of: node, weights.shape)
      var inputs = node.inputs
      inputs[1] = constant(weights, &editor) { $1 * factors[channel($0)] }
      try editor.replace(reader, with: node.operator, inputs: inputs)
    }
  }

  private func constant(
    _ tensor: Tensor, _ editor: inout GraphEditor, _ number: (Int, Float) -> Float
  ) -> ValueID {
    let numbers = tensor.elements(as: Float.self).enumerated().map { number($0, $1) }
    let name = "\(editor.graph[value].name)_equalized"
    return editor.addConstant(Tensor(tensor.shape, numbers), name: name)
  }

  /// For each element of a layer's weights the channel that it is multiplied with.
  private func inputChannels(of node: Node, _ shape: [Int]) -> (Int) -> Int {
    let perGroup = shape.last ?? 1
    let groups = (node.operator as? Conv)?.groups ?? 1
    let groupSize = max(shape.reduce(1, *) / max(groups, 1), 1)
    return { $0 / groupSize * perGroup + $0 % perGroup }
  }
}
