public import EdgeIR
import EdgeSupport

/// Reproducible test data: the same seed gives the same numbers everywhere.
public enum RandomTensors {
  /// One tensor for each input of a graph.
  public static func inputs(of graph: Graph, seed: UInt64) -> [Tensor] {
    graph.inputs.enumerated().map { index, id in
      tensor(graph[id].type, seed: seed &* 1_000_003 &+ UInt64(index))
    }
  }

  /// As `inputs`, with 0 for integers: they may be indices or lengths that few numbers suit.
  static func cautiousInputs(of graph: Graph, seed: UInt64) -> [Tensor] {
    zip(graph.inputs, inputs(of: graph, seed: seed)).map { id, tensor in
      let type = graph[id].type
      return type.element.isInteger ? Tensor(type, storage: TensorStorage(zeroed: type.sizeInBytes)) : tensor
    }
  }

  /// Floats are spread evenly over [-1, 1), integers over a small range that their type holds, bools are fair.
  public static func tensor(_ type: TensorType, seed: UInt64) -> Tensor {
    var generator = SplitMix64(seed: seed &* 0x9e37_79b9_7f4a_7c15 &+ 0x1234_5678)
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
