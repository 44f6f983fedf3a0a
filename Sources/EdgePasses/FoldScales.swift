import EdgeIR
import EdgeOps

extension Pass {
  /// Folds multiplications and additions by constants, one for each output channel, into the weights and bias of the
  /// convolution or matrix product before them. Batch normalization arrives in this form.
  ///
  ///     %a = Conv(%x, %w, %b)
  ///     %c = Binary(%a, %scale) kind=multiply         ⟶     %d = Conv(%x, %w', %b')
  ///     %d = Binary(%c, %shift) kind=add
  static let foldScales = Pass("fold-scales") { editor in
    for id in editor.graph.order where editor.graph.contains(id) {
      try fold(id, &editor)
      editor.removeDeadNodes()
    }
  }

  private static func fold(_ id: NodeID, _ editor: inout GraphEditor) throws {
    let node = editor.graph[id]
    guard let binary = node.operator as? Binary,
      let (computed, operand) = split(node, binary, editor.graph), let value = node.inputs[computed],
      let producer = editor.graph.producer(of: value), editor.graph.soleConsumer(of: value)?.id == id,
      let carrier = producer.operator as? any ActivationCarrying, carrier.activation == nil,
      carrier is Conv || carrier is ConvTranspose || carrier is FullyConnected,
      let weights = editor.graph.constant(producer, 1),
      let constant = perChannel(operand, weights.shape[0])
    else { return }
    guard editor.graph[node.outputs[0]].type == editor.graph[value].type else { return }
    let hasBias = producer.inputs.count > 2 && producer.inputs[2] != nil
    let bias = hasBias ? editor.graph.constant(producer, 2) : zeros(weights)
    guard let bias else { return }

    let terms = FoldedTerms(binary.kind, constant, constantFirst: computed == 1)
    guard let terms else { return }
    let name = editor.graph[node.outputs[0]].name
    var inputs = Array(producer.inputs.prefix(2)) + [nil]
    if terms.scale != nil {
      inputs[1] = editor.addConstant(terms.scaled(weights), name: "\(name)_weights")
    }
    inputs[2] = editor.addConstant(terms.applied(to: bias), name: "\(name)_bias")
    var folded = carrier
    folded.activation = binary.activation
    try editor.replace(id, with: folded, inputs: inputs, absorbing: [producer.id])
  }

  /// The position of the computed operand and the constant one.
  private static func split(_ node: Node, _ binary: Binary, _ graph: Graph) -> (Int, Tensor)? {
    if let constant = graph.constant(node, 1), graph.constant(node, 0) == nil { return (0, constant) }
    if let constant = graph.constant(node, 0), graph.constant(node, 1) == nil { return (1, constant) }
    return nil
  }

  /// One float for each channel, from a constant that stretches along every axis but the last.
  private static func perChannel(_ tensor: Tensor, _ channels: Int) -> [Double]? {
    guard tensor.element == .float32 else { return nil }
    let values = tensor.doubles()
    if values.count == 1 { return Array(repeating: values[0], count: channels) }
    return values.count == channels && tensor.shape.last == channels ? values : nil
  }

  private static func zeros(_ weights: Tensor) -> Tensor? {
    guard weights.element == .float32 else { return nil }
    return Tensor([weights.shape[0]], [Float](repeating: 0, count: weights.shape[0]))
  }
}

/// `y = x * scale + shift`, for each channel.
private struct FoldedTerms {
  let scale: [Double]?
  let shift: [Double]?

  /// nil for operations that are not of this form.
  init?(_ kind: Binary.Kind, _ constant: [Double], constantFirst: Bool) {
    switch kind {
    case .add: (scale, shift) = (nil, constant)
    case .subtract where constantFirst: (scale, shift) = (constant.map { _ in -1 }, constant)
    case .subtract: (scale, shift) = (nil, constant.map { -$0 })
    case .multiply: (scale, shift) = (constant, nil)
    case .divide where !constantFirst && constant.allSatisfy { $0 != 0 }:
      (scale, shift) = (constant.map { 1 / $0 }, nil)
    case .divide, .minimum, .maximum, .power, .modulo: return nil
    }
  }

  /// Weights `[O, …]`, every output channel by its own factor.
  func scaled(_ weights: Tensor) -> Tensor {
    guard let scale else { return weights }
    let stride = weights.elementCount / max(scale.count, 1)
    return Tensor(
      weights.shape, weights.doubles().enumerated().map { Float($0.element * scale[$0.offset / stride]) })
  }

  func applied(to bias: Tensor) -> Tensor {
    Tensor(
      bias.shape,
      bias.doubles().enumerated().map { index, value in
        Float(value * (scale?[index] ?? 1) + (shift?[index] ?? 0))
      })
  }
}
