import EdgeIR
import EdgeONNX

/// The nodes that compositions are mostly made of.
extension ImportContext {
  func binary(_ kind: Binary.Kind, _ a: ValueID, _ b: ValueID) throws -> ValueID {
    try add(Binary(kind), [a, b])
  }

  func unary(_ kind: Unary.Kind, _ x: ValueID) throws -> ValueID { try add(Unary(kind), [x]) }

  /// The value as another element type; the value itself when it has that type.
  func cast(_ value: ValueID, to element: ElementType) throws -> ValueID {
    type(value).element == element ? value : try add(Cast(to: element), [value])
  }

  /// The value in another shape; the value itself when it has that shape.
  func reshape(_ value: ValueID, to shape: [Int]) throws -> ValueID {
    type(value).shape == shape ? value : try add(Reshape(shape: shape), [value])
  }

  /// The value with its axes in another order; the value itself when that is their order.
  func transpose(_ value: ValueID, by permutation: [Int]) throws -> ValueID {
    permutation == Array(permutation.indices)
      ? value : try add(Transpose(permutation: permutation), [value])
  }

  /// The value stretched to a shape that it broadcasts to; the value itself when it has that shape.
  func broadcast(_ value: ValueID, to shape: [Int]) throws -> ValueID {
    type(value).shape == shape ? value : try add(BroadcastTo(shape: shape), [value])
  }

  /// The value plus, times, … a number.
  func binary(_ kind: Binary.Kind, _ a: ValueID, number: Double) throws -> ValueID {
    try binary(kind, a, scalar(number, type(a).element))
  }

  /// Several values one after the other along an axis; a single one is itself.
  func concatenated(_ values: [ValueID], axis: Int) throws -> ValueID {
    values.count == 1 ? values[0] : try add(Concat(axis: axis), values)
  }
}
