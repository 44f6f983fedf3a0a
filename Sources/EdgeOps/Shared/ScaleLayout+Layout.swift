import EdgeIR

extension ScaleLayout {
  /// How quantizing x, with scale and zero point as second and third input, relates axes. One scale for all goes with
  /// any layout, provided that it is known ahead or a scalar; blocks go with none but the logical one.
  func layoutRule(_ inputs: [TensorType?]) -> LayoutRule {
    if let axis { return blockSize == nil ? .touching([axis], .whole) : .logical }
    return inputs.dropFirst().allSatisfy { $0?.rank ?? 0 == 0 } ? .elementwise : .logical
  }

  func relaid(_ axes: PhysicalAxes) -> ScaleLayout {
    ScaleLayout(axis: axes.touched.firstIndex { $0 != nil }, blockSize: blockSize)
  }
}
