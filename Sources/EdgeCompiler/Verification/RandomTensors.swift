public import EdgeIR

/// Reproducible test data: the same seed gives the same numbers everywhere.
public enum RandomTensors {
  /// One tensor for each input of a graph.
  public static func inputs(of graph: Graph, seed: UInt64) -> [Tensor] {
    graph.inputs.enumerated().map { index, id in
      tensor(graph[id].type, seed: seed &* 1_000_003 &+ UInt64(index))
    }
  }

  /// Floats are spread evenly over [-1, 1), integers over a small range that their type holds, bools are fair.
  public static func tensor(_ type: TensorType, seed: UInt64) -> Tensor {
    var generator = SplitMix64(state: seed &* 0x9e37_79b9_7f4a_7c15 &+ 0x1234_5678)
    func fill<Element: NumericElement>(_: Element.Type) -> Tensor {
      let span = type.element.isFloat ? 1.0 : 64.0
      let isSigned = Element(converting: -1) < Element(converting: 0)
      return Tensor.build(type.shape, of: Element.self) { elements in
        for i in elements.indices {
          let unit = Double(generator.next() >> 11) * 0x1p-53
          elements[i] = Element(converting: isSigned ? (2 * unit - 1) * span : unit * span)
        }
      }
    }
    if let numeric = type.element.numericType { return fill(numeric) }
    return Tensor.build(type.shape, of: Bool.self) { elements in
      for i in elements.indices { elements[i] = generator.next() & 1 == 1 }
    }
  }
}

/// Sebastiano Vigna's SplitMix64 generator.
struct SplitMix64: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }
}
