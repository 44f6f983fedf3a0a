import EdgeIR
import EdgeOps
import EdgeSupport

/// What a graph has been spared by leaving out channels that hold one integer whatever the inputs are.
public struct RemovedChannels: Sendable {
  /// Channels of convolutions and matrix products of integers.
  public let channels: Change
  public let multiplyAccumulates: Change

  public struct Change: Sendable {
    public let before: Int
    public let after: Int
  }

  init(from whole: Graph, to graph: Graph) {
    channels = Change(before: whole.integerChannels, after: graph.integerChannels)
    multiplyAccumulates = Change(before: whole.multiplyAccumulates, after: graph.multiplyAccumulates)
  }

  /// In a line; nil when nothing is left out.
  public var summary: String? {
    guard channels.after < channels.before else { return nil }
    return
      "\((channels.before - channels.after).grouped) of \(channels.before.grouped) channels left out, which are "
      + "constant: \(multiplyAccumulates.before.grouped) → \(multiplyAccumulates.after.grouped) multiply-accumulates"
  }
}

extension Graph {
  fileprivate var integerChannels: Int {
    nodes.reduce(0) { sum, node in
      guard let op = (node.operator as? Quantized)?.operator, op is Conv || op is FullyConnected else {
        return sum
      }
      return sum + (self[node.outputs[0]].type.shape.last ?? 0)
    }
  }

  /// Of one run; `Int.max` when beyond.
  var multiplyAccumulates: Int {
    nodes.reduce(0) { sum, node in
      let (total, overflow) = sum.addingReportingOverflow(multiplyAccumulates(of: node))
      return overflow ? .max : total
    }
  }
}
