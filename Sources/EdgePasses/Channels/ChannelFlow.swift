import EdgeIR
import EdgeOps

/// How the channels of a node's output come from those of its inputs. Channels are positions along the last axis.
enum ChannelFlow {
  /// Each is a sum over all channels of input 0 with constant weights, a row of input 1 for each: a node that computes any
  /// of its channels from any of its input's.
  case dense
  /// Each is computed from one channel of some inputs, all alike: the node also runs on fewer.
  case linked([ChannelLink])
  /// In a way that fixes their number on both sides.
  case fixed
}

/// Which channel of an input a channel of the output reads.
struct ChannelLink {
  let slot: Int
  /// The channels of the output that read this input.
  let outputs: Range<Int>
  /// How many channels of the output in a row read the same one.
  var repeats = 1
  /// Channels of the input; after the last comes the first again.
  let inputs: Int

  func input(of output: Int) -> Int { (output - outputs.lowerBound) / repeats % inputs }
}

extension Graph {
  func channelFlow(of node: Node) -> ChannelFlow {
    guard node.outputs.count == 1, let output = channels(node.outputs[0]) else { return .fixed }
    if let quantized = node.operator as? Quantized {
      return quantizedFlow(node, quantized.operator, output)
    }
    return movingFlow(node, output)
  }

  /// How many channels a quantized activation has; nil for other values.
  func channels(_ value: ValueID?) -> Int? {
    guard let value, let count = self[value].type.shape.last, count > 0,
      self[value].type.quantization?.single != nil
    else { return nil }
    switch self[value].type.element {
    case .int8, .uint8, .int16: return count
    case .float16, .float32, .float64, .int32, .int64, .uint16, .uint32, .uint64, .bool: return nil
    }
  }

  private func quantizedFlow(_ node: Node, _ op: any IntegerComputing, _ output: Int) -> ChannelFlow {
    let rank = self[node.outputs[0]].type.rank
    switch op {
    case let conv as Conv:
      guard hasConstantParameters(node), let weights = constant(node, 1) else { return .fixed }
      if conv.groups == 1 { return .dense }
      guard conv.isDepthwise(weights.type) else { return .fixed }
      let repeats = output / conv.groups
      return .linked([
        ChannelLink(slot: 0, outputs: 0..<output, repeats: repeats, inputs: conv.groups)
      ])
    case is FullyConnected: return hasConstantParameters(node) ? .dense : .fixed
    case is Binary, is PRelu: return parallel(node, output)
    case is Clip, is Cast, is HardSwish, is Unary, is AveragePool: return parallel(node, output)
    case let reduce as Reduce:
      guard let x = node.inputs[0], !reduce.axes.contains(self[x].type.rank - 1) else { return .fixed }
      return parallel(node, output)
    case let resize as Resize:
      return resize.axes.contains { $0.axis == rank - 1 } ? .fixed : parallel(node, output)
    default: return .fixed
    }
  }

  private func movingFlow(_ node: Node, _ output: Int) -> ChannelFlow {
    let last = self[node.outputs[0]].type.rank - 1
    guard let x = node.inputs.first ?? nil, let inputs = channels(x) else { return .fixed }
    switch node.operator {
    case let concat as Concat where concat.axis == last: return joined(node)
    case is Concat: return parallel(node, output)
    case is Reshape, is BroadcastTo:
      return output % inputs == 0
        ? .linked([ChannelLink(slot: 0, outputs: 0..<output, inputs: inputs)]) : .fixed
    case let transpose as Transpose where transpose.permutation.last == last: return parallel(node, output)
    case let pool as MaxPool where pool.indices == nil: return parallel(node, output)
    case let binary as Binary where binary.kind == .maximum || binary.kind == .minimum:
      return parallel(node, output)
    case is Pad, is Slice:
      let isWhole = output == inputs && keepsChannelsInPlace(node.operator)
      return isWhole ? .linked([ChannelLink(slot: 0, outputs: 0..<output, inputs: inputs)]) : .fixed
    default: return .fixed
    }
  }

  private func keepsChannelsInPlace(_ op: any Operator) -> Bool {
    if let slice = op as? Slice { return slice.starts.last == 0 && slice.steps.last == 1 }
    guard let pad = op as? Pad else { return false }
    return pad.begins.last == 0 && pad.ends.last == 0
  }

  private func hasConstantParameters(_ node: Node) -> Bool {
    channels(node.inputs[0]) != nil && constant(node, 1) != nil
      && (node.inputs.count < 3 || node.inputs[2] == nil || constant(node, 2) != nil)
  }

  /// Each channel from the same one of all inputs; inputs of one channel serve all.
  private func parallel(_ node: Node, _ output: Int) -> ChannelFlow {
    var links: [ChannelLink] = []
    for (slot, input) in node.inputs.enumerated() {
      guard let channels = channels(input), channels == output || channels == 1 else { return .fixed }
      if channels == output { links.append(ChannelLink(slot: slot, outputs: 0..<output, inputs: output)) }
    }
    return .linked(links)
  }

  private func joined(_ node: Node) -> ChannelFlow {
    var links: [ChannelLink] = []
    var start = 0
    for (slot, input) in node.inputs.enumerated() {
      guard let channels = channels(input) else { return .fixed }
      links.append(ChannelLink(slot: slot, outputs: start..<start + channels, inputs: channels))
      start += channels
    }
    return .linked(links)
  }
}
