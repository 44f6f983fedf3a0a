import EdgeIR
import EdgeOps

/// What a model itself says its numbers are stored as: its QuantizeLinear and DequantizeLinear nodes, and what moves
/// integers between them.
struct DeclaredQuantization {
  /// For each node that declares something, or moves integers from one that does to another, what.
  private(set) var nodes: [NodeID: Quantized.Result] = [:]
  /// What the integers are that a value of floats is brought to by every node that reads it.
  private(set) var values: [ValueID: Quantized.Result] = [:]
  /// What values of integers stand for.
  private(set) var integers: [ValueID: Quantized.Result] = [:]

  init(_ graph: Graph) {
    let results = Self.results(graph)
    let wishes = Self.wishes(graph, results)
    for input in graph.inputs { integers[input] = wishes[input] }
    for (id, value) in graph.values where value.constant != nil { integers[id] = wishes[id] }
    for node in graph.nodes {
      guard let result = declaration(node, graph, results, wishes) else { continue }
      nodes[node.id] = result
      if node.operator is Dequantize {
        values[node.outputs[0]] = result
      } else {
        integers[node.outputs[0]] = result
      }
    }
    // Backwards, so that what reads a moved value has been seen.
    for node in graph.nodes.reversed() {
      for output in node.outputs where values[output] == nil && !graph.isOutput(output) {
        values[output] = wish(output, graph)
      }
    }
    for input in graph.inputs where !graph.isOutput(input) { values[input] = wish(input, graph) }
  }

  var isEmpty: Bool { nodes.isEmpty }

  private static func results(_ graph: Graph) -> [NodeID: Quantized.Result] {
    var results: [NodeID: Quantized.Result] = [:]
    for node in graph.nodes { results[node.id] = result(node, graph) }
    return results
  }

  /// What all readers of a value of integers, through nodes that move them, take these to stand for.
  private static func wishes(
    _ graph: Graph, _ results: [NodeID: Quantized.Result]
  ) -> [ValueID: Quantized.Result] {
    var wishes: [ValueID: Quantized.Result] = [:]
    func wish(_ value: ValueID) -> Quantized.Result? {
      let readers = graph.consumers(of: value).map { id -> Quantized.Result? in
        let node = graph[id]
        if node.operator is Dequantize, node.inputs[0] == value { return results[id] }
        return moves(node, value, graph) ? wishes[node.outputs[0]] : nil
      }
      guard let first = readers.first, readers.allSatisfy({ $0 == first }) else { return nil }
      return first
    }
    for node in graph.nodes.reversed() {
      for output in node.outputs where graph[output].type.element.isInteger { wishes[output] = wish(output) }
    }
    for input in graph.inputs where graph[input].type.element.isInteger { wishes[input] = wish(input) }
    for (id, value) in graph.values where value.constant?.element.isInteger ?? false { wishes[id] = wish(id) }
    return wishes
  }

  private static func moves(_ node: Node, _ value: ValueID, _ graph: Graph) -> Bool {
    guard let moving = node.operator as? any DataMoving, node.inputs.first == value else { return false }
    return moving.movedInputs(graph.inputTypes(of: node)) == [0] && node.outputs.count == 1
  }

  /// What a node says of its integers, where these stand for the same numbers wherever they come from and go to.
  private func declaration(
    _ node: Node, _ graph: Graph, _ results: [NodeID: Quantized.Result],
    _ wishes: [ValueID: Quantized.Result]
  ) -> Quantized.Result? {
    guard let input = node.inputs.first ?? nil else { return nil }
    if node.operator is Quantize, let result = results[node.id] {
      let output = node.outputs[0]
      let isShown = graph.consumers(of: output).isEmpty && graph.isOutput(output)
      return isShown || wishes[output] == result ? result : nil
    }
    guard let result = integers[input] else { return nil }
    if node.operator is Dequantize { return results[node.id] == result ? result : nil }
    guard result.quantization?.axis == nil, Self.moves(node, input, graph) else { return nil }
    return wishes[node.outputs[0]] == result ? result : nil
  }

  private func wish(_ value: ValueID, _ graph: Graph) -> Quantized.Result? {
    var wishes: [Quantized.Result] = []
    for reader in graph.consumers(of: value) {
      let node = graph[reader]
      if node.operator is Quantize, let result = nodes[reader] {
        wishes.append(result)
      } else if graph.consumers(of: value).count == 1, let moving = node.operator as? any DataMoving,
        moving.movedInputs(graph.inputTypes(of: node)) == [0], let moved = values[node.outputs[0]],
        moved.quantization?.axis == nil
      {
        wishes.append(moved)
      } else {
        return nil
      }
    }
    guard let first = wishes.first, wishes.allSatisfy({ $0 == first }) else { return nil }
    return first
  }

  /// Integers as TFLite has them: unsigned ones become signed, with the zero point moved along.
  private static func result(_ node: Node, _ graph: Graph) -> Quantized.Result? {
    let layout: ScaleLayout
    let type: TensorType
    switch node.operator {
    case let op as Quantize: (layout, type) = (op.layout, graph[node.outputs[0]].type)
    case let op as Dequantize:
      guard let input = node.inputs[0] else { return nil }
      (layout, type) = (op.layout, graph[input].type)
    default: return nil
    }
    guard layout.blockSize == nil, let scales = graph.constant(node, 1), scales.element == .float32 else {
      return nil
    }
    let zeros = graph.constant(node, 2)?.integers()
    if zeros == nil, node.inputs.count > 2, node.inputs[2] != nil { return nil }
    let shift = SignedForm(type.element)
    guard let shift else { return nil }
    let factors = scales.elements(as: Float.self)
    let zeroPoints = (zeros ?? Array(repeating: 0, count: factors.count)).map { $0 - shift.offset }
    let quantization =
      layout.axis.map { Quantization(scales: factors, zeroPoints: zeroPoints, axis: $0) }
      ?? Quantization(scale: factors[0], zeroPoint: zeroPoints[0])
    let signed = TensorType(shift.element, type.shape, quantization: quantization)
    guard quantization.problem(in: signed) == nil else { return nil }
    return Quantized.Result(shift.element, quantization)
  }
}

/// The signed type that holds integers of another one, and what is taken from each.
struct SignedForm {
  let element: ElementType
  let offset: Int

  init?(_ element: ElementType) {
    switch element {
    case .int8, .int16, .int32: (self.element, offset) = (element, 0)
    case .uint8: (self.element, offset) = (.int8, 128)
    case .uint16: (self.element, offset) = (.int16, 32768)
    case .float16, .float32, .float64, .int64, .uint32, .uint64, .bool: return nil
    }
  }
}
