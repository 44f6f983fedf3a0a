import EdgeIR

extension Pad: LayoutFlexible {
  public func layoutRule(_ inputs: [TensorType?], _ outputs: [TensorType]) -> LayoutRule {
    .touching(begins.indices.filter { begins[$0] != 0 || ends[$0] != 0 }, .whole)
  }

  public func relaid(_ axes: PhysicalAxes) -> any Operator {
    Pad(
      mode, begins: axes.touched.map { $0.map { begins[$0] } ?? 0 },
      ends: axes.touched.map { $0.map { ends[$0] } ?? 0 })
  }
}
