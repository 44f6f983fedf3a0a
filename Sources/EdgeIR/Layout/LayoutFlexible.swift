/// The layout aspect of an operator: how its axes relate, so that the layout pass may run it on reordered, split or
/// merged axes.
///
/// Operators without this conformance run in logical order: always sound, but transposes do not move across them.
public protocol LayoutFlexible: Operator {
  /// How the axes of inputs and outputs correspond.
  func layoutRule(_ inputs: [TensorType?], _ outputs: [TensorType]) -> LayoutRule

  /// The operator that does the same on physical axes.
  func relaid(_ axes: PhysicalAxes) -> any Operator
}

/// The axes on which the layout pass runs an operator.
public struct PhysicalAxes: Hashable, Sendable {
  /// For each physical axis of the first input that has labels the touched axis, as named in the rule, that it is, or
  /// is a part of; nil for axes that the operator does not touch.
  public let touched: [Int?]
  /// The sizes of the first input that has labels.
  public let shape: [Int]
  /// The sizes of the first output.
  public let outputShape: [Int]
  /// Which of the rule's templates the operator runs by.
  public let template: Int

  public init(touched: [Int?], shape: [Int], outputShape: [Int], template: Int) {
    self.touched = touched
    self.shape = shape
    self.outputShape = outputShape
    self.template = template
  }

  /// Where the only touched axis is.
  public var axis: Int { touched.firstIndex { $0 != nil } ?? 0 }
}
