/// A number that a model computes from shapes: known, or one that only running the graph tells.
public enum Dimension: Hashable, Sendable {
  case known(Int)
  case extent(Extent)

  /// The largest that it may be.
  public var capacity: Int {
    switch self {
    case .known(let number): number
    case .extent(let extent): extent.capacity
    }
  }

  public var known: Int? { if case .known(let number) = self { number } else { nil } }

  public var extent: Extent? { if case .extent(let extent) = self { extent } else { nil } }
}

/// A small tensor of such numbers: a shape on its way to Reshape.
public struct DimensionTensor: Hashable, Sendable {
  public let shape: [Int]
  public let elements: [Dimension]

  public init(_ shape: [Int], _ elements: [Dimension]) {
    precondition(elements.count == shape.reduce(1, *))
    self.shape = shape
    self.elements = elements
  }
}

/// The aspect of operators that models use in computing shapes.
public protocol DimensionTracing: Operator {
  /// The first output, when it consists of such numbers.
  ///
  /// - Parameter inputs: nil for inputs that are absent or are something else.
  func trace(_ inputs: [DimensionTensor?]) throws -> DimensionTensor?
}

extension Operator {
  /// `trace` for operators that only move elements, of the inputs in `moved`; the others say where to.
  public func traceMoved(_ inputs: [DimensionTensor?], moved: Range<Int>) throws -> DimensionTensor? {
    var numbers: [Dimension] = []
    var arguments: [Tensor?] = []
    for (position, input) in inputs.enumerated() {
      guard let input else { return nil }
      if moved.contains(position) {
        arguments.append(Tensor(input.shape, input.elements.indices.map { Int64(numbers.count + $0) }))
        numbers += input.elements
      } else {
        let known = input.elements.compactMap(\.known)
        guard known.count == input.elements.count else { return nil }
        arguments.append(Tensor(input.shape, known.map { Int64($0) }))
      }
    }
    guard let result = try evaluate(arguments).first, let tags = result.integers(),
      tags.allSatisfy({ numbers.indices.contains($0) })
    else { return nil }
    return DimensionTensor(result.shape, tags.map { numbers[$0] })
  }
}
