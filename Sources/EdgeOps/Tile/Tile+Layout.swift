import EdgeIR

extension Tile: LayoutFlexible {
  public func layoutRule(_ inputs: [TensorType?], _ outputs: [TensorType]) -> LayoutRule {
    .touching(repeats.indices.filter { repeats[$0] != 1 }, .whole)
  }

  public func relaid(_ axes: PhysicalAxes) -> any Operator {
    Tile(repeats: axes.touched.map { $0.map { repeats[$0] } ?? 1 })
  }
}
