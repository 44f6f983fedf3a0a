import EdgeIR

/// Where an axis of the result begins as often as the axis of the input did, the data still lead it.
extension Reshape: ExtentPropagating {
  public func propagate(
    _ extents: [AxisExtents], _ inputs: [TensorType?], _ outputs: [TensorType]
  ) -> ExtentFlow? {
    guard let from = inputs.optional(0)?.shape, !from.contains(0), let own = extents.first else { return nil }
    var result: AxisExtents = [:]
    for (axis, extent) in own {
      let repeats = from[..<axis].reduce(1, *)
      let inner = from[(axis + 1)...].reduce(1, *)
      guard let new = successor(of: axis, from, repeats: repeats) else { return nil }
      let newInner = shape[(new + 1)...].reduce(1, *)
      let survivor =
        inner % newInner == 0
        ? extent.multiplied(by: inner / newInner)
        : newInner % inner == 0 ? extent.divided(by: newInner / inner) : nil
      guard let survivor, survivor.capacity == shape[new], result[new] == nil else { return nil }
      result[new] = survivor
    }
    return ExtentFlow([result], keepsZeros: true)
  }

  /// The axis of the result that begins where an axis of the input does and walks the same elements. Among axes of
  /// size 1 there is no telling, unless everything before them is as it was.
  private func successor(of axis: Int, _ from: [Int], repeats: Int) -> Int? {
    if shape.prefix(axis + 1) == from.prefix(axis + 1) { return axis }
    let candidates = shape.indices.filter { shape[..<$0].reduce(1, *) == repeats }
    let rivals = from.indices.filter { from[$0] == 1 && from[..<$0].reduce(1, *) == repeats }
    if from[axis] > 1 { return candidates.first { shape[$0] > 1 } }
    let units = candidates.filter { shape[$0] == 1 }
    return units.count == rivals.count ? rivals.firstIndex(of: axis).map { units[$0] } : nil
  }
}

extension Reshape: DimensionTracing {
  public func trace(_ inputs: [DimensionTensor?]) throws -> DimensionTensor? {
    try traceMoved(inputs, moved: 0..<1)
  }
}
