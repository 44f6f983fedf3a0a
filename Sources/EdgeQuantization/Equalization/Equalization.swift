public import EdgeIR
import EdgeInterpreter

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// Moving sizes of channels from one layer to the next, so that one scale for all channels of a tensor fits each better.
///
/// Factors are powers of two: no result of the float model changes, unless weights get too small for floats. Neither way is
/// a safe default; both may cost accuracy.
public struct Equalization: Hashable, Sendable {
  /// Makes what layers write alike in size, channel by channel, to the weights that read it (Nagel et al., "Data-Free
  /// Quantization Through Weight Equalization and Bias Correction", 2019).
  public var acrossLayers = false
  /// Moves the size of what layer normalizations write into the weights that read it, to this power from 0 to 1 (Xiao et
  /// al., "SmoothQuant", 2022).
  public var smoothing: Double?

  public init() {}

  public var isEmpty: Bool { !acrossLayers && smoothing == nil }

  /// Distinguishes graphs made of one model; empty where nothing is moved.
  public var label: String {
    (acrossLayers ? "+cle" : "") + (smoothing.map { "+smooth(\($0))" } ?? "")
  }

  /// - Parameter samples: inputs of the graph, which show how large values get; only smoothing needs some.
  /// - Throws: what running the graph throws.
  public func apply(to graph: Graph, samples: [[Tensor]]) throws -> Graph {
    var graph = graph
    if let smoothing { graph = try smoothed(graph, smoothing, samples) }
    if acrossLayers { graph = try equalized(graph) }
    return graph
  }

  // MARK: Smoothing

  private func smoothed(_ graph: Graph, _ power: Double, _ samples: [[Tensor]]) throws -> Graph {
    let links = graph.nodes.compactMap { ChannelLink($0, in: graph) }.filter(\.isNormalization)
    let sizes = try largest(of: links.map(\.value), graph, samples)
    var editor = GraphEditor(graph)
    for link in links {
      guard let values = sizes[link.value] else { continue }
      let weights = link.readerSizes(editor.graph)
      let factors = zip(values, weights).map { value, weight in
        powerOfTwo(near: pow(value, power) / pow(weight, 1 - power))
      }
      try link.divide(by: factors, &editor)
    }
    return editor.graph
  }

  /// The largest magnitude in each channel.
  private func largest(
    of values: [ValueID], _ graph: Graph, _ samples: [[Tensor]]
  ) throws -> [ValueID: [Double]] {
    let wanted = Set(values)
    var result: [ValueID: [Double]] = [:]
    for inputs in samples {
      _ = try Interpreter(graph).run(inputs) { _, value, tensor in
        guard wanted.contains(value), let channels = tensor.shape.last, channels > 0 else { return }
        var sizes = result[value] ?? Array(repeating: 0, count: channels)
        for (i, number) in tensor.doubles().enumerated() where number.isFinite {
          sizes[i % channels] = max(sizes[i % channels], number.magnitude)
        }
        result[value] = sizes
      }
    }
    return result
  }

  // MARK: Across layers

  private func equalized(_ graph: Graph) throws -> Graph {
    let links = graph.nodes.compactMap { ChannelLink($0, in: graph) }.filter { !$0.isNormalization }
    var editor = GraphEditor(graph)
    // What a layer takes over from the one before changes what it has to share with the next.
    for _ in 0..<sweepLimit {
      var isSettled = true
      for link in links {
        let pairs = zip(link.writerSizes(editor.graph), link.readerSizes(editor.graph))
        let factors = pairs.map { powerOfTwo(near: ($0 / $1).squareRoot()) }
        if factors.allSatisfy({ $0 == 1 }) { continue }
        isSettled = false
        try link.divide(by: factors, &editor)
      }
      if isSettled { break }
    }
    return editor.graph
  }
}

/// 1 for what is no positive number: channels of zeros have no size.
private func powerOfTwo(near value: Double) -> Float {
  guard value > 0, value.isFinite else { return 1 }
  let exponent = Int(log2(value).rounded())
  return Float(sign: .plus, exponent: max(-exponentLimit, min(exponentLimit, exponent)), significand: 1)
}

/// Weights stay far from the ends of what floats can hold.
private let exponentLimit = 20

private let sweepLimit = 8
