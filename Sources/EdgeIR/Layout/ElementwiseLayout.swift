/// The layout aspect of operators that compute element by element: there is nothing to say.
public protocol ElementwiseLayout: LayoutFlexible {}

extension ElementwiseLayout {
  public func layoutRule(_ inputs: [TensorType?], _ outputs: [TensorType]) -> LayoutRule { .elementwise }

  public func relaid(_ axes: PhysicalAxes) -> any Operator { self }
}
