/// The layout aspect of an operator: how its axes relate, so that the layout pass may run it on reordered, split or
/// merged axes.
///
/// Operators without this conformance run in logical order: always sound, but transposes do not move across them.
public protocol LayoutFlexible: Operator {
  /// How the axes of inputs and outputs correspond.
  func layoutRule(_ inputs: [TensorType?], _ outputs: [TensorType]) -> LayoutRule

  /// The operator that does the same on physical axes.
  ///
  /// - Parameters:
  ///   - axes: for each physical axis of the first input the touched logical axis (as named in the rule) that it is,
  ///     or is a part of; nil for axes that the operator does not touch. Rules that touch nothing do not lead here.
  ///   - shape: the first input's sizes along these axes.
  func relaid(_ axes: [Int?], shape: [Int]) -> any Operator
}

/// How an operator treats the axes of its inputs and outputs. Axes it does not touch correspond one to one, and
/// their order and grouping do not matter.
public enum LayoutRule: Hashable, Sendable {
  /// Element by element, operands stretched as in ONNX broadcasting (right-aligned). Touches nothing.
  case elementwise
  /// Touches `axes` of its inputs, in a way that is free, whole or innermost. Inputs have one rank, the first one's
  /// (others must be constants and take no part); the output has it too, or lacks exactly the touched axes.
  case touching([Int], Access)
  /// x `[…, K]`, constant weights `[N, K]`, bias `[N]`, output `[…, N]`: the order within K and within N is free
  /// because weights can be permuted ahead.
  case matrixProduct
  /// Axes must be as they are: this variant of the operator is not flexible.
  case logical

  public enum Access: Hashable, Sendable {
    /// In any order and at any place (reductions).
    case free
    /// Each touched axis stays one physical axis, its elements in logical order (concatenation, slices, pads).
    case whole
    /// The one touched axis is the innermost physical axis (softmax).
    case innermost
  }
}
