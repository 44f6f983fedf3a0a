import EdgeIR

extension Tensor {
  /// The tensor stretched to a shape that it broadcasts to.
  func broadcast(to shape: [Int]) -> Tensor {
    self.shape == shape
      ? self : gatherElements(self, shape: shape, strides: broadcastStrides(self.shape, to: shape))
  }
}

/// A tensor of `shape` with `transform` applied to the elements of two operands that broadcast to it.
@inline(__always) func combineElements<Element: TensorElement, Result: TensorElement>(
  _ a: Tensor, _ b: Tensor, shape: [Int], of _: Element.Type,
  _ transform: (Element, Element) -> Result
) -> Tensor {
  let (a, b) = (a.broadcast(to: shape), b.broadcast(to: shape))
  return Tensor.build(shape, of: Result.self) { results in
    a.withElements(of: Element.self) { a in
      b.withElements(of: Element.self) { b in
        for i in results.indices { results[i] = transform(a[i], b[i]) }
      }
    }
  }
}

/// The same broadcast over as few axes as possible: targets limit the rank.
///
/// Axes of size 1 vanish and neighbours along which the same operands are stretched become one, which leaves the
/// order of elements as it is. Every shape of the result has the same rank, 0 to that of `output`.
struct MergedBroadcast {
  private(set) var operands: [[Int]]
  private(set) var output: [Int] = []

  /// - Parameters:
  ///   - shapes: the operands' shapes.
  ///   - output: the shape that they all broadcast to.
  init(_ shapes: [[Int]], output: [Int]) {
    let aligned = shapes.map { [Int](repeating: 1, count: output.count - $0.count) + $0 }
    operands = shapes.map { _ in [] }
    var previous: [Bool]?
    for axis in output.indices where output[axis] != 1 {
      let stretched = aligned.map { $0[axis] == 1 }
      if stretched == previous {
        self.output[self.output.count - 1] *= output[axis]
        for i in operands.indices { operands[i][operands[i].count - 1] *= aligned[i][axis] }
      } else {
        self.output.append(output[axis])
        for i in operands.indices { operands[i].append(aligned[i][axis]) }
      }
      previous = stretched
    }
  }

  var rank: Int { output.count }
}
