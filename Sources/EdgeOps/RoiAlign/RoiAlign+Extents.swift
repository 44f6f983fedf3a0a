import EdgeIR

/// As many regions as there are.
extension RoiAlign: ExtentPropagating {
  public func propagate(
    _ extents: [AxisExtents], _ inputs: [TensorType?], _ outputs: [TensorType]
  ) -> ExtentFlow? {
    guard extents.count == 3, extents[0].isEmpty, extents[1].keys.allSatisfy({ $0 == 0 }),
      let count = extents[1][0], extents[2][0] == count
    else { return nil }
    return ExtentFlow([[0: count]], zeroedInputs: [1, 2])
  }
}
