import EdgeIR

extension Slice: LayoutFlexible {
  public func layoutRule(_ inputs: [TensorType?], _ outputs: [TensorType]) -> LayoutRule {
    let shape = inputs.optional(0)?.shape ?? []
    let touched = shape.indices.filter { axis in
      starts[axis] != 0 || steps[axis] != 1 || sizes[axis] != shape[axis]
    }
    return .touching(touched, .whole)
  }

  public func relaid(_ axes: PhysicalAxes) -> any Operator {
    Slice(
      starts: axes.touched.map { $0.map { starts[$0] } ?? 0 },
      steps: axes.touched.map { $0.map { steps[$0] } ?? 1 },
      sizes: zip(axes.touched, axes.shape).map { axis, size in axis.map { sizes[$0] } ?? size })
  }
}
