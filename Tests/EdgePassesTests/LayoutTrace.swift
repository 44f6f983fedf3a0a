import EdgeIR
import EdgeInterpreter
import EdgeTestSupport

@testable import EdgePasses

/// Two graphs run on the same numbers: one, and what the layout pass made of it.
struct LayoutTrace {
  private let before: [ValueID: Tensor]
  private let after: [ValueID: Tensor]
  private let copies: [LayoutEmitter.Copy]

  init(_ graph: Graph, _ rebuilt: Graph, _ copies: [LayoutEmitter.Copy]) throws {
    self.copies = copies
    var generator = SeededGenerator(seed: 7)
    let inputs = graph.inputs.map { id in
      let type = graph[id].type
      return Tensor(
        type.shape, (0..<type.elementCount).map { _ in Float.random(in: -1...1, using: &generator) })
    }
    let relaid = zip(zip(graph.inputs, inputs), rebuilt.inputs).map { input, new in
      let copy = copies.first { $0.root == input.0 && $0.value == new }
      return (copy.map { Self.expected(input.1, $0) } ?? input.1).reshaped(rebuilt[new].type.shape)
    }
    before = try Self.run(graph, inputs)
    after = try Self.run(rebuilt, relaid)
  }

  /// Names of values that hold other numbers than they should: the root's, in the copy's order.
  func mismatches() throws -> [ValueID] {
    copies.compactMap { copy in
      guard let root = before[copy.root], let actual = after[copy.value] else { return copy.value }
      let wanted = Self.expected(root, copy)
      let isSame = zip(actual.doubles(), wanted.doubles()).allSatisfy { a, b in
        a == b || abs(a - b) <= 1e-5 * max(1, abs(b))
      }
      return isSame && actual.elementCount == wanted.elementCount ? nil : copy.value
    }
  }

  private static func expected(_ root: Tensor, _ copy: LayoutEmitter.Copy) -> Tensor {
    let strides = rowMajorStrides(copy.sizes)
    let shape = copy.order.map { copy.sizes[$0] }
    let elements = root.doubles()
    var result: [Double] = []
    var index = [Int](repeating: 0, count: shape.count)
    for _ in elements.indices {
      result.append(elements[zip(index, copy.order).reduce(0) { $0 + $1.0 * strides[$1.1] }])
      for axis in index.indices.reversed() {
        index[axis] += 1
        if index[axis] < shape[axis] { break }
        index[axis] = 0
      }
    }
    return Tensor(root.shape, result.map { Float($0) })
  }

  private static func run(_ graph: Graph, _ inputs: [Tensor]) throws -> [ValueID: Tensor] {
    var values = Dictionary(uniqueKeysWithValues: zip(graph.inputs, inputs))
    _ = try Interpreter(graph).run(inputs) { _, value, tensor in values[value] = tensor }
    return values
  }
}
