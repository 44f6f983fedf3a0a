import EdgeIR
import EdgeOps

/// What a model itself says its numbers are stored as: its QuantizeLinear and DequantizeLinear nodes.
struct DeclaredQuantization {
  /// For each node that declares something, what.
  private(set) var nodes: [NodeID: Quantized.Result] = [:]
  /// What the integers are that a value is brought to by every node that reads it.
  private(set) var values: [ValueID: Quantized.Result] = [:]

  init(_ graph: Graph) {
    for node in graph.nodes {
      guard let result = Self.result(node, graph) else { continue }
      nodes[node.id] = result
    }
    nodes = nodes.filter { speaksAlone(graph[$0.key], $0.value, graph) }
    for (id, result) in nodes where graph[id].operator is Dequantize { values[graph[id].outputs[0]] = result }
    // Backwards, so that what reads a moved value has been seen.
    for node in graph.nodes.reversed() {
      for output in node.outputs where values[output] == nil && !graph.isOutput(output) {
        values[output] = wish(output, graph)
      }
    }
    for input in graph.inputs where !graph.isOutput(input) { values[input] = wish(input, graph) }
  }

  var isEmpty: Bool { nodes.isEmpty }

  /// Whether the node's integers go from where they are made to where they are read without being computed with, and
  /// stand for the same numbers all the way.
  private func speaksAlone(_ node: Node, _ result: Quantized.Result, _ graph: Graph) -> Bool {
    guard let input = node.inputs[0] else { return false }
    let integers = node.operator is Quantize ? node.outputs[0] : input
    if graph[integers].constant != nil { return true }
    if let producer = graph.producer(of: integers) {
      guard producer.operator is Quantize, nodes[producer.id] == result else { return false }
    } else if graph.isOutput(integers) {
      return false
    }
    return graph.consumers(of: integers).allSatisfy {
      graph[$0].operator is Dequantize && nodes[$0] == result
    }
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
