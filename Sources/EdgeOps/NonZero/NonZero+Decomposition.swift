import EdgeIR

/// The places that come first when elements that are not zero do.
extension NonZero: Decomposing {
  public func decompose(_ node: Node, into builder: inout DecompositionBuilder) throws -> [ValueID] {
    let x = try builder.input(0)
    let type = builder.type(x)
    let flags = try builder.cast(builder.reshape(x, to: [type.elementCount]), to: .bool)
    let order = try FrontOrder(flags, &builder)
    let zero = builder.scalar(0, .int32)
    let places = try builder.select(order.isTaken, order.positions, zero)
    guard type.rank > 0 else { return [builder.zeros(TensorType(.int64, [0, 1])), order.count] }
    let rows = try zip(type.shape, rowMajorStrides(type.shape)).map { size, stride in
      let row = stride == 1 ? places : try builder.binary(.divide, places, Int64(stride))
      let place = try builder.binary(.modulo(fmod: false), row, Int64(size))
      return try builder.reshape(place, to: [1, type.elementCount])
    }
    let indices = try builder.cast(builder.concatenate(rows, axis: 0), to: .int64)
    return [indices, order.count]
  }
}
