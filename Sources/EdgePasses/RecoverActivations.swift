import EdgeIR
import EdgeOps

extension Pass {
  /// Finds activations that exporters wrote out, with exactly the constants that the function has in float32: GELU with
  /// erf or tanh, Swish, Mish and HardSwish, whatever the order of their factors.
  ///
  ///     %a = Binary(%x, 1.4142135) divide
  ///     %b = Unary(%a) erf
  ///     %c = Binary(%b, 1.0) add                ⟶      %y = Unary(%x) gelu(tanh: false)
  ///     %d = Binary(%x, %c) multiply
  ///     %y = Binary(%d, 0.5) multiply
  ///
  /// The rounding differs from that of the single steps.
  static let recoverActivations = Pass("recover-activations") { editor in
    for id in editor.graph.order where editor.graph.contains(id) {
      let node = editor.graph[id]
      guard let binary = node.operator as? Binary, binary.kind == .multiply || binary.kind == .divide,
        let (op, x) = activation(node.outputs[0], editor.graph),
        editor.graph[x].type == editor.graph[node.outputs[0]].type
      else { continue }
      try editor.replace(id, with: op, inputs: [x])
      editor.removeDeadNodes()
    }
  }

  private static func activation(_ value: ValueID, _ graph: Graph) -> (any Operator, ValueID)? {
    let product = graph.product(value)
    guard product.factors.count == 2 else { return nil }
    for (x, gate) in [(product.factors[0], product.factors[1]), (product.factors[1], product.factors[0])]
    where graph.soleConsumer(of: gate) != nil {
      if let op = activation(of: x, gate: gate, scale: product.number, graph) { return (op, x) }
    }
    return nil
  }

  /// The function that is x times `gate` times `scale`.
  private static func activation(
    of x: ValueID, gate: ValueID, scale: Float, _ graph: Graph
  ) -> (any Operator)? {
    switch scale {
    case 0.5:
      guard let inner = graph.operand(gate, plus: 1) else { return nil }
      if let argument = graph.operand(inner, of: .erf) {
        let expected = Graph.Product(number: 0.707_106_77, factors: [x])
        return graph.product(argument) == expected ? Unary(.gelu(tanh: false)) : nil
      }
      guard let argument = graph.operand(inner, of: .tanh), isCubic(argument, of: x, graph) else {
        return nil
      }
      return Unary(.gelu(tanh: true))
    case 1:
      if let argument = graph.operand(gate, of: .sigmoid) {
        let inner = graph.product(argument)
        return inner.factors == [x] ? Unary(.swish(alpha: inner.number)) : nil
      }
      if let argument = graph.operand(gate, of: .tanh), graph.operand(argument, of: .softplus) == x {
        return Unary(.mish)
      }
      return graph.operand(gate, of: .hardSigmoid(alpha: 1 / 6, beta: 0.5)) == x ? HardSwish() : nil
    case 1 / 6:
      guard let clip = graph.producer(of: gate), clip.operator as? Clip == Clip(lower: 0, upper: 6),
        let sum = clip.inputs[0], graph.operand(sum, plus: 3) == x
      else { return nil }
      return HardSwish()
    default:
      return nil
    }
  }

  /// Whether the value is sqrt(2 / π) (x + 0.044715 x³), or with x in front of the sum.
  private static func isCubic(_ value: ValueID, of x: ValueID, _ graph: Graph) -> Bool {
    let product = graph.product(value)
    guard product.number == 0.797_884_6 else { return false }
    if let sum = product.other(than: x) {
      guard let (a, b) = graph.operands(sum, of: .add) else { return false }
      let squares = Graph.Product(number: 0.044_715, factors: [x, x])
      return [(a, b), (b, a)].contains { graph.number($0) == 1 && graph.product($1) == squares }
    }
    guard product.factors.count == 1, let (a, b) = graph.operands(product.factors[0], of: .add) else {
      return false
    }
    let cubes = Graph.Product(number: 0.044_715, factors: [x, x, x])
    return [(a, b), (b, a)].contains { $0 == x && graph.product($1) == cubes }
  }
}
