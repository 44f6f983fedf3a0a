import EdgeIR
import EdgeOps

extension Pass {
  /// Looks up what depends on one tensor of 8-bit integers, element by element, however many operators say it.
  ///
  ///     %g = Quantized(%x) LOGISTIC
  ///     %y = Quantized(%x, %g) MUL          ⟶      %y = Quantized(%x) IntegerTable
  ///
  /// The 256 results are those of the operators' own kernels, so every bit stays. A chain whose values somebody else needs,
  /// too, stays as it is: a table would only keep its first value in memory for longer.
  static let tabulate = Pass("tabulate") { editor in
    var functions: [ValueID: IntegerFunctionOfOne] = [:]
    for id in editor.graph.order {
      let node = editor.graph[id]
      guard let function = try IntegerFunctionOfOne(node, editor.graph, functions) else { continue }
      functions[node.outputs[0]] = function
      guard function.isWorthATable(node, editor.graph), let quantized = node.operator as? Quantized else {
        continue
      }
      try editor.replace(
        id,
        with: Quantized(
          IntegerTable(function.integers), results: quantized.results, rounding: quantized.rounding),
        inputs: [function.argument], absorbing: function.nodes.dropLast())
    }
    editor.removeDeadNodes()
  }
}

/// A value whose elements depend on the elements of one other tensor of 8-bit integers, each on the one in its place.
private struct IntegerFunctionOfOne {
  let argument: ValueID
  /// For each integer of the argument's type, from the lowest on.
  let results: Tensor
  /// What computes it, in order.
  let nodes: [NodeID]

  /// Nil for nodes that are not of this kind.
  init?(_ node: Node, _ graph: Graph, _ known: [ValueID: IntegerFunctionOfOne]) throws {
    guard let quantized = node.operator as? Quantized, Self.isElementwise(quantized.operator),
      node.outputs.count == 1
    else { return nil }
    let shape = graph[node.outputs[0]].type.shape
    var argument: ValueID?
    var nodes: [NodeID] = []
    var operands: [Tensor?] = []
    for input in node.inputs {
      guard let input else {
        operands.append(nil)
        continue
      }
      let type = graph[input].type
      if let constant = graph[input].constant {
        guard constant.elementCount == 1 else { return nil }
        operands.append(constant)
        continue
      }
      guard type.shape == shape else { return nil }
      let function = known[input]
      let root = function?.argument ?? input
      guard argument == nil || argument == root, let all = function?.results ?? Self.integers(of: type) else {
        return nil
      }
      argument = root
      operands.append(all)
      nodes += (function?.nodes ?? []).filter { !nodes.contains($0) }
    }
    guard let argument else { return nil }
    self.argument = argument
    results = try quantized.evaluate(operands)[0]
    self.nodes = nodes + [node.id]
  }

  var integers: [Int] { results.integers() ?? [] }

  /// One operator of two operands or more, or a chain of which nothing else reads a part.
  func isWorthATable(_ node: Node, _ graph: Graph) -> Bool {
    guard results.elementCount == 256, results.type.quantization != nil else { return false }
    if (node.operator as? Quantized)?.operator is Binary { return true }
    return nodes.count > 1
      && nodes.dropLast().allSatisfy { graph.soleConsumer(of: graph[$0].outputs[0]) != nil }
  }

  private static func isElementwise(_ op: any IntegerComputing) -> Bool {
    op is Unary || op is HardSwish || op is Clip || op is Cast || op is Binary || op is IntegerTable
  }

  /// All integers of an 8-bit type with one scale, from the lowest on; nil for other types.
  private static func integers(of type: TensorType) -> Tensor? {
    guard type.quantization?.single != nil else { return nil }
    switch type.element {
    case .int8: return Tensor([256], (0..<256).map { Int8($0 - 128) }).as(type.with(shape: [256]))
    case .uint8: return Tensor([256], (0..<256).map { UInt8($0) }).as(type.with(shape: [256]))
    case .float16, .float32, .float64, .int16, .int32, .int64, .uint16, .uint32, .uint64, .bool: return nil
    }
  }
}
