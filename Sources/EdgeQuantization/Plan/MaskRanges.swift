import EdgeIR
import EdgeOps

/// Masks of attention add numbers so low that a softmax makes them 0. Their range, or that of the sums, would leave nothing
/// of the scores; what a softmax cannot tell from lower numbers is low enough.
struct MaskRanges {
  private let graph: Graph
  private(set) var ranges: [ValueID: NumberRange]

  /// Numbers at least so far from 0 are no scores.
  private static let limit: Float = 1000
  /// exp(-10) is nothing in 8 bits.
  private static let depth: Float = 10

  /// - Parameters:
  ///   - ranges: of all values, as observed.
  ///   - hidden: the values that held infinities, which are in no range.
  init(_ graph: Graph, _ ranges: [ValueID: NumberRange], hidden: Set<ValueID>) {
    self.graph = graph
    self.ranges = ranges
    for node in graph.nodes where node.operator is Softmax {
      guard let input = node.inputs[0], let sum = sum(before: input) else { continue }
      limit(sum, input, hidden)
    }
  }

  /// The sum that a softmax reads, perhaps in another shape.
  private func sum(before value: ValueID) -> Node? {
    var producer = graph.producer(of: value)
    while let node = producer {
      if let binary = node.operator as? Binary { return binary.kind == .add ? node : nil }
      producer = moved(node).flatMap(graph.producer)
    }
    return nil
  }

  private func moved(_ node: Node) -> ValueID? {
    guard let moving = node.operator as? any DataMoving,
      moving.movedInputs(graph.inputTypes(of: node)) == [0]
    else { return nil }
    return node.inputs[0]
  }

  private mutating func limit(_ sum: Node, _ last: ValueID, _ hidden: Set<ValueID>) {
    let operands = sum.inputs.compactMap { $0 }
    guard operands.count == 2, let mask = operands.first(where: { isMask($0, hidden) }),
      let scores = operands.first(where: { $0 != mask }), let range = ranges[scores],
      range.extent < Self.limit
    else { return }
    let lowest = range.lower - range.upper - Self.depth
    let low = NumberRange(lowest, max(0, ranges[mask].map { min($0.upper, Self.limit) } ?? 0))
    var value: ValueID? = mask
    while let current = value {
      ranges[current] = low
      value = graph.producer(of: current).flatMap(moved)
    }
    value = last
    while let current = value, current != sum.outputs[0] {
      ranges[current] = NumberRange(range.lower + lowest, range.upper + low.upper)
      value = graph.producer(of: current).flatMap(moved)
    }
    ranges[sum.outputs[0]] = NumberRange(range.lower + lowest, range.upper + low.upper)
  }

  private func isMask(_ value: ValueID, _ hidden: Set<ValueID>) -> Bool {
    if let constant = graph[value].constant {
      return constant.element == .float32 && constant.doubles().contains { $0 <= -Double(Self.limit) }
    }
    return hidden.contains(value) || ranges[value].map { -$0.lower >= Self.limit } ?? false
  }
}
