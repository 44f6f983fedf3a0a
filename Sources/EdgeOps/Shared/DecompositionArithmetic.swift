import EdgeIR

/// The nodes that decompositions are mostly made of.
extension NodeAdding {
  mutating func binary(_ kind: Binary.Kind, _ a: ValueID, _ b: ValueID) throws -> ValueID {
    try add(Binary(kind), a, b)
  }

  /// The value plus, times, … an integer of its element type.
  mutating func binary(_ kind: Binary.Kind, _ a: ValueID, _ integer: Int64) throws -> ValueID {
    try binary(kind, a, scalar(integer, type(a).element))
  }

  mutating func compare(_ kind: Compare.Kind, _ a: ValueID, _ b: ValueID) throws -> ValueID {
    try add(Compare(kind), a, b)
  }

  mutating func compare(_ kind: Compare.Kind, _ a: ValueID, _ integer: Int64) throws -> ValueID {
    try compare(kind, a, scalar(integer, type(a).element))
  }

  mutating func select(_ condition: ValueID, _ a: ValueID, _ b: ValueID) throws -> ValueID {
    try add(Where(), condition, a, b)
  }

  /// The value as another element type; the value itself when it has that type.
  mutating func cast(_ value: ValueID, to element: ElementType) throws -> ValueID {
    type(value).element == element ? value : try add(Cast(to: element), value)
  }

  /// The same bytes as another element type; the value itself when it has that type.
  mutating func bitCast(_ value: ValueID, to element: ElementType) throws -> ValueID {
    type(value).element == element ? value : try add(BitCast(to: element), value)
  }

  /// The value in another shape; the value itself when it has that shape.
  mutating func reshape(_ value: ValueID, to shape: [Int]) throws -> ValueID {
    type(value).shape == shape ? value : try add(Reshape(shape: shape), value)
  }

  /// The value stretched to a shape that it broadcasts to; the value itself when it has that shape.
  mutating func broadcast(_ value: ValueID, to shape: [Int]) throws -> ValueID {
    type(value).shape == shape ? value : try add(BroadcastTo(shape: shape), value)
  }

  /// The value with its axes in another order; the value itself when that is their order.
  mutating func transpose(_ value: ValueID, by permutation: [Int]) throws -> ValueID {
    permutation == Array(permutation.indices) ? value : try add(Transpose(permutation: permutation), value)
  }

  /// The value with two axes swapped.
  mutating func swap(_ value: ValueID, _ a: Int, _ b: Int) throws -> ValueID {
    var permutation = Array(type(value).shape.indices)
    permutation.swapAt(a, b)
    return try transpose(value, by: permutation)
  }

  mutating func concatenate(_ values: [ValueID], axis: Int) throws -> ValueID {
    values.count == 1 ? values[0] : try addAll(Concat(axis: axis), values)[0]
  }

  mutating func scalar(_ integer: Int64, _ element: ElementType) -> ValueID {
    integers([integer], [], element)
  }

  /// A constant of integers, as elements of any type.
  mutating func integers(_ numbers: [Int64], _ shape: [Int], _ element: ElementType) -> ValueID {
    constant(Cast(to: element).convert(Tensor(shape, numbers)))
  }

  /// A constant of zeros.
  mutating func zeros(_ type: TensorType) -> ValueID {
    constant(Tensor(type, storage: TensorStorage(zeroed: type.sizeInBytes)))
  }
}
