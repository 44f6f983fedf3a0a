import EdgeIR
import EdgeOps

/// Which channels of a graph's quantized activations have to be computed.
///
/// The others are *dead*: what reads them knows the integer that they hold, or multiplies them by 0. Inputs and outputs
/// of the graph are all alive.
struct DeadChannels {
  private let graph: Graph
  private let flows: [(node: Node, flow: ChannelFlow)]
  private let bounds: IntegerBounds
  private var products: [NodeID: DenseProduct] = [:]
  /// For each channel of each value whether it is needed.
  private var needed: [ValueID: [Bool]] = [:]

  init(_ graph: Graph) throws {
    self.graph = graph
    bounds = try IntegerBounds(graph)
    flows = graph.nodes.map { ($0, graph.channelFlow(of: $0)) }
    for (node, flow) in flows {
      for output in node.outputs {
        guard let channels = graph.channels(output) else { continue }
        needed[output] = Array(repeating: graph.isOutput(output), count: channels)
      }
      if case .dense = flow { products[node.id] = DenseProduct(node, graph, bounds) }
    }
    for (node, flow) in flows { requireFixed(node, flow) }
    repeat { while spread() {} } while align()
  }

  /// The channels that stay, ascending; nil where all do.
  func kept(_ value: ValueID) -> [Int]? {
    guard let needed = needed[value], needed.contains(false) else { return nil }
    return needed.indices.filter { needed[$0] }
  }

  /// The integer that a channel always holds.
  func constant(_ value: ValueID, _ channel: Int) -> Int? { bounds.constant(value, channel) }

  /// All channels on the sides of a node that fixes their number.
  private mutating func requireFixed(_ node: Node, _ flow: ChannelFlow) {
    switch flow {
    case .dense: break
    case .fixed: for value in node.inputs.compactMap({ $0 }) + node.outputs { requireAll(value) }
    case .linked(let links):
      let linked = Set(links.map(\.slot))
      for (slot, input) in node.inputs.enumerated() where !linked.contains(slot) {
        if let input { requireAll(input) }
      }
      // What comes from an input of the graph is as whole as that.
      for link in links {
        guard let input = node.inputs[link.slot], graph[input].constant == nil, needed[input] == nil else {
          continue
        }
        for channel in link.outputs { needed[node.outputs[0]]?[channel] = true }
      }
    }
  }

  private mutating func requireAll(_ value: ValueID) {
    guard let count = needed[value]?.count else { return }
    needed[value] = Array(repeating: true, count: count)
  }

  /// Carries needs one step on in each node; false when nothing new was found.
  private mutating func spread() -> Bool {
    var found = false
    for (node, flow) in flows.reversed() {
      switch flow {
      case .fixed: break
      case .linked(let links): if unite(node, links) { found = true }
      case .dense: if demand(node) { found = true }
      }
    }
    return found
  }

  /// Linked channels live and die together.
  private mutating func unite(_ node: Node, _ links: [ChannelLink]) -> Bool {
    var found = false
    let output = node.outputs[0]
    for link in links {
      guard let input = node.inputs[link.slot], needed[input] != nil else { continue }
      for channel in link.outputs {
        let source = link.input(of: channel)
        guard let a = needed[input]?[source], let b = needed[output]?[channel], a != b else { continue }
        needed[input]?[source] = true
        needed[output]?[channel] = true
        found = true
      }
    }
    return found
  }

  /// A sum needs the channels that it multiplies by weights and whose part in it is not known.
  private mutating func demand(_ node: Node) -> Bool {
    guard let input = node.inputs[0], let product = products[node.id], let rows = needed[node.outputs[0]],
      let columns = needed[input]
    else { return false }
    var found = false
    for channel in columns.indices where !columns[channel] && product.needs(channel, for: rows) {
      needed[input]?[channel] = true
      found = true
    }
    return found
  }

  /// Revives channels so that their numbers are multiples of 4, or what they were: kernels take four at a time, and a rest
  /// costs more than a few dead ones. False when nothing was to be done.
  private mutating func align() -> Bool {
    for (node, _) in flows {
      for output in node.outputs {
        guard let channels = needed[output] else { continue }
        let live = channels.count { $0 }
        let wanted = min(max((live + 3) / 4, 1) * 4, channels.count)
        guard live < wanted else { continue }
        for channel in channels.indices.filter({ !channels[$0] }).prefix(wanted - live) {
          needed[output]?[channel] = true
        }
        return true
      }
    }
    return false
  }
}

/// The columns of a matrix of weights: who reads which channel.
private struct DenseProduct {
  /// For each channel of the input and each of the output whether any weight between them counts.
  private let reads: [[Bool]]
  /// Channels whose part in every sum is known.
  private let isKnown: [Bool]

  init?(_ node: Node, _ graph: Graph, _ bounds: IntegerBounds) {
    guard let input = node.inputs[0], let weights = graph.constant(node, 1),
      let integers = weights.integers(), let channels = weights.shape.last, let rows = weights.shape.first
    else { return nil }
    let zero = weights.type.quantization?.single?.zeroPoint ?? 0
    var reads = Array(repeating: Array(repeating: false, count: rows), count: channels)
    let length = integers.count / max(rows, 1)
    for (place, integer) in integers.enumerated() where integer != zero {
      reads[place % channels][place / length] = true
    }
    self.reads = reads
    let hasPadding = node.hasPadding(weights.type)
    let zeroPoint = graph[input].type.quantization?.single?.zeroPoint
    isKnown = (0..<channels).map { channel in
      guard let value = bounds.constant(input, channel) else { return false }
      return !hasPadding || value == zeroPoint
    }
  }

  func needs(_ channel: Int, for rows: [Bool]) -> Bool {
    !isKnown[channel] && zip(reads[channel], rows).contains { $0 && $1 }
  }
}

extension Node {
  /// Whether a convolution's window leaves the image.
  fileprivate func hasPadding(_ weights: TensorType) -> Bool {
    guard let conv = (`operator` as? Quantized)?.operator as? Conv else { return false }
    return conv.geometry(weights).hasPadding
  }
}
