import EdgeIR
import EdgeONNX

/// The canonical operators with which the import cuts, counts and clears.
struct ExtentOperators: ExtentVocabulary {
  func leading(_ sizes: [Int]) -> any Operator {
    Slice(starts: sizes.map { _ in 0 }, steps: sizes.map { _ in 1 }, sizes: sizes)
  }

  func number(_ extent: Extent, _ builder: any ExtentBuilder) throws -> ValueID {
    func apply(_ kind: Binary.Kind, _ value: ValueID, _ number: Int) throws -> ValueID {
      try builder.add(Binary(kind), [value, builder.constant(Tensor(scalar: Int64(number)))])
    }
    let product = extent.factor == 1 ? extent.count : try apply(.multiply, extent.count, extent.factor)
    if extent.offset == 0 { return try apply(.minimum, product, extent.capacity) }
    let rest = try apply(.subtract, product, extent.offset)
    return try apply(.minimum, apply(.maximum, rest, 0), extent.capacity)
  }

  func zeroed(_ value: ValueID, _ extents: AxisExtents, _ builder: any ExtentBuilder) throws -> ValueID {
    let type = builder.type(value)
    var result = value
    for (axis, extent) in extents.sorted(by: { $0.key < $1.key }) {
      let shape = type.shape.indices.map { $0 == axis ? type.shape[axis] : 1 }
      let positions = Tensor(shape, (0..<Int64(type.shape[axis])).map { $0 })
      let holdsData = try builder.add(
        Compare(.less), [builder.constant(positions), builder.number(extent)])
      let zero = Tensor(
        TensorType(type.element, []), storage: TensorStorage(zeroed: type.element.sizeInBytes))
      result = try builder.add(Where(), [holdsData, result, builder.constant(zero)])
    }
    return result
  }
}
