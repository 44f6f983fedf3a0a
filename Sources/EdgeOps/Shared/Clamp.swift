import EdgeIR

/// A range that results are limited to: the activation that other operators can carry.
public struct Clamp: Hashable, Sendable, CustomStringConvertible {
  public var lower: Float
  public var upper: Float

  public init(lower: Float, upper: Float) {
    self.lower = lower
    self.upper = upper
  }

  public static let relu = Clamp(lower: 0, upper: .infinity)
  public static let relu6 = Clamp(lower: 0, upper: 6)

  /// NaN stays NaN; where the range is empty the upper bound wins (ONNX Clip).
  @inline(__always) func callAsFunction<Element: FloatElement>(_ value: Element) -> Element {
    if value.isNaN { return value }
    let raised = value < Element(lower) ? Element(lower) : value
    return raised > Element(upper) ? Element(upper) : raised
  }

  /// Limiting to this range and then to `next`, as one range; exact because both only ever move values inward
  /// when the ranges overlap.
  public func then(_ next: Clamp) -> Clamp {
    Clamp(lower: min(max(lower, next.lower), next.upper), upper: max(min(upper, next.upper), next.lower))
  }

  public var description: String { "[\(lower), \(upper)]" }
}
