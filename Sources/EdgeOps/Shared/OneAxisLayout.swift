import EdgeIR

/// The layout aspect of operators that touch one axis of their inputs.
public protocol OneAxisLayout: LayoutFlexible {
  /// In what way they touch it.
  static var access: LayoutRule.Access { get }

  var axis: Int { get set }
}

extension OneAxisLayout {
  public func layoutRule(_ inputs: [TensorType?], _ outputs: [TensorType]) -> LayoutRule {
    .touching([axis], Self.access)
  }

  public func relaid(_ axes: PhysicalAxes) -> any Operator {
    var copy = self
    copy.axis = axes.axis
    return copy
  }
}
