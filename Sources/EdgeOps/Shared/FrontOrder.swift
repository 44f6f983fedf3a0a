import EdgeIR

/// Where elements are for which something holds, first to last: how results whose size depends on data are said with
/// sizes that do not.
struct FrontOrder {
  /// `[n]`, int32: the positions where it holds, in their order, then the others.
  let positions: ValueID
  /// `[n]`, bool: of which of these it holds.
  let isTaken: ValueID
  /// An int64 scalar: of how many.
  let count: ValueID

  /// - Parameters:
  ///   - flags: bool `[n]`.
  ///   - ranks: `[n]`, int32 in `0..<n`, the order of those for which it holds; their own when nil.
  init<Builder: NodeAdding>(
    _ flags: ValueID, ranks: ValueID? = nil, _ builder: inout Builder
  ) throws {
    let size = builder.type(flags).shape[0]
    let places = builder.integers((0..<Int64(size)).map { $0 }, [size], .int32)
    let numbers = try builder.cast(flags, to: .int32)
    let urgency = try builder.binary(
      .subtract, builder.scalar(Int64(size), .int32), ranks ?? places)
    let keys = try builder.binary(.multiply, numbers, urgency)
    positions = try builder.cast(
      builder.addAll(TopK(axis: 0, k: size, isLargest: true), [keys])[1], to: .int32)
    let total = try builder.add(Reduce(.sum, axes: [0], keepDims: false), numbers)
    isTaken = try builder.compare(.less, places, total)
    count = try builder.cast(total, to: .int64)
  }

  /// The slices of x that are taken, in front; zeros behind them.
  func slices<Builder: NodeAdding>(
    of x: ValueID, along axis: Int, _ builder: inout Builder
  ) throws -> ValueID {
    let ordered = try builder.add(Gather(axis: axis), x, positions)
    let type = builder.type(ordered)
    var shape = type.shape.map { _ in 1 }
    shape[axis] = type.shape[axis]
    return try builder.select(
      builder.reshape(isTaken, to: shape), ordered, builder.zeros(type.with(shape: [])))
  }
}
