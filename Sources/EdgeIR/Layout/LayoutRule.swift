/// How an operator treats the axes of its inputs and outputs. Axes it does not touch correspond one to one, and
/// their order and grouping do not matter.
public enum LayoutRule: Hashable, Sendable {
  /// Element by element, operands stretched as in ONNX broadcasting (right-aligned). Touches nothing.
  case elementwise
  /// Touches `axes` of its inputs, in a way that is free, whole or innermost. Inputs have one rank, the first one's;
  /// others stay in logical order. The outputs have it too, or lack exactly the touched axes.
  case touching([Int], Access)
  /// Anything else; the cases above are abbreviations for templates.
  case templates(AxisTemplates)
  /// Axes must be as they are: this variant of the operator is not flexible.
  case logical

  public enum Access: Hashable, Sendable {
    /// In any order and at any place (reductions).
    case free
    /// Each touched axis stays one physical axis, its elements in logical order (concatenation, slices, pads).
    case whole
    /// The one touched axis is the innermost physical axis (softmax).
    case innermost
    /// The one touched axis is the innermost physical axis, its elements in logical order (largest elements).
    case innermostWhole
  }

  /// The rule spelled out for some inputs and outputs; nil when they stay in logical order.
  public func templates(_ inputs: [TensorType?], _ outputs: [TensorType]) -> AxisTemplates? {
    switch self {
    case .elementwise: .elementwise(inputs, outputs)
    case .touching(let axes, let access): .touching(axes, access, inputs, outputs)
    case .templates(let templates): templates
    case .logical: nil
    }
  }
}
