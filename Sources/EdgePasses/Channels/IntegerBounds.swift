public import EdgeIR
import EdgeOps

/// Which integers the quantized activations of a graph can hold whatever its inputs are, channel by channel.
///
/// Interval arithmetic over the integers themselves: exact sums, brought to the next scale as the runtimes do it.
public struct IntegerBounds {
  private var bounds: [ValueID: [ClosedRange<Int>]] = [:]

  public init(_ graph: Graph) throws {
    for node in graph.nodes {
      for output in node.outputs {
        guard let channels = graph.channels(output) else { continue }
        let type = graph[output].type
        let known = try computed(node, graph) ?? moved(node, channels, graph)
        let whole = ClosedRange<Int>(of: type.element)
        bounds[output] = known ?? Array(repeating: whole, count: channels)
      }
    }
  }

  /// For each channel the smallest interval that is known; nil for what is no quantized activation of a node. Inputs hold
  /// every integer of their type.
  public subscript(_ value: ValueID) -> [ClosedRange<Int>]? { bounds[value] }

  /// The integer that a channel always holds.
  func constant(_ value: ValueID, _ channel: Int) -> Int? {
    guard let bound = bounds[value]?[channel], bound.lowerBound == bound.upperBound else { return nil }
    return bound.lowerBound
  }

  private func computed(_ node: Node, _ graph: Graph) throws -> [ClosedRange<Int>]? {
    guard let quantized = node.operator as? Quantized,
      let op = quantized.operator as? any IntegerBounding, node.outputs.count == 1
    else { return nil }
    let operands = node.inputs.map { input in
      input.map {
        BoundedOperand(graph[$0].type, bounds: known($0, graph), constant: graph[$0].constant)
      }
    }
    return try op.integerBounds(operands, graph[node.outputs[0]].type)
  }

  /// What moves elements has them from the channels that its output's are linked with, or from anywhere.
  private func moved(_ node: Node, _ channels: Int, _ graph: Graph) -> [ClosedRange<Int>]? {
    guard let moving = node.operator as? any DataMoving,
      let sources = moving.movedInputs(graph.inputTypes(of: node)), node.outputs.count == 1
    else { return nil }
    var operands: [Int: [ClosedRange<Int>]] = [:]
    for slot in sources {
      guard let input = node.inputs[slot], let bounds = known(input, graph) else { return nil }
      operands[slot] = bounds
    }
    var result = [ClosedRange<Int>?](repeating: nil, count: channels)
    var links: [ChannelLink] = []
    if case .linked(let found) = graph.channelFlow(of: node) { links = found }
    for slot in sources {
      guard let bounds = operands[slot], let whole = bounds.spanned else { return nil }
      let link = links.first { $0.slot == slot }
      for channel in link?.outputs ?? 0..<channels {
        let bound = link.map { bounds[$0.input(of: channel)] } ?? whole
        result[channel] = result[channel]?.union(bound) ?? bound
      }
    }
    if let pool = node.operator as? MaxPool, pool.mayMissTheImage {
      let lowest = ClosedRange<Int>(of: graph[node.outputs[0]].type.element).lowerBound
      result = result.map { $0?.union(lowest...lowest) }
    }
    let complete = result.compactMap { $0 }
    return complete.count == channels ? complete : nil
  }

  private func known(_ value: ValueID, _ graph: Graph) -> [ClosedRange<Int>]? {
    guard let channels = graph.channels(value) else { return nil }
    if let bounds = bounds[value] { return bounds }
    let whole = ClosedRange<Int>(of: graph[value].type.element)
    guard let integers = graph[value].constant?.integers() else {
      return Array(repeating: whole, count: channels)
    }
    var result = [ClosedRange<Int>?](repeating: nil, count: channels)
    for (place, integer) in integers.enumerated() {
      let channel = place % channels
      result[channel] = result[channel]?.union(integer...integer) ?? integer...integer
    }
    return result.map { $0 ?? whole }
  }
}

extension [ClosedRange<Int>] {
  /// The smallest interval with all.
  fileprivate var spanned: ClosedRange<Int>? {
    reduce(nil as ClosedRange<Int>?) { $0?.union($1) ?? $1 }
  }
}

extension MaxPool {
  /// A window that lies in the padding as a whole gives the lowest integer, which is no element.
  fileprivate var mayMissTheImage: Bool {
    geometry.hasPadding
      && geometry.kernel.indices.contains {
        geometry.dilations[$0] > 1 || max(geometry.padsBegin[$0], geometry.padsEnd[$0]) >= geometry.kernel[$0]
      }
  }
}
