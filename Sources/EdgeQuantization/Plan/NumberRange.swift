public import EdgeIR

/// The numbers that a tensor's integers are to stand for; 0 is always one of them.
public struct NumberRange: Hashable, Sendable {
  public let lower: Float
  public let upper: Float

  /// 0 and everything between it and the bounds. Bounds that are no numbers count as 0.
  public init(_ lower: Float, _ upper: Float) {
    self.lower = lower.isFinite ? min(lower, 0) : 0
    self.upper = upper.isFinite ? max(upper, 0) : 0
  }

  /// The range of a tensor's finite elements.
  public init(of tensor: Tensor) {
    guard tensor.element == .float32 else {
      self.init(0, 0)
      return
    }
    let (lower, upper) = tensor.withElements(of: Float.self) { elements in
      var (lower, upper) = (Float(0), Float(0))
      for element in elements where element.isFinite {
        lower = min(lower, element)
        upper = max(upper, element)
      }
      return (lower, upper)
    }
    self.init(lower, upper)
  }

  public var isEmpty: Bool { lower == 0 && upper == 0 }

  /// The largest magnitude.
  public var extent: Float { max(-lower, upper) }

  public func union(_ other: NumberRange) -> NumberRange {
    NumberRange(min(lower, other.lower), max(upper, other.upper))
  }

  /// Both bounds farther from 0 by a factor.
  public func widened(by factor: Float) -> NumberRange { NumberRange(lower * factor, upper * factor) }

  /// What an activation leaves of the range.
  public func limited(to limits: ClosedRange<Float>) -> NumberRange {
    NumberRange(max(lower, limits.lowerBound), min(upper, limits.upperBound))
  }

  /// The scale and zero point with which integers of a type cover the range: all integers of 8 bits, with the zero point
  /// where 0 is exact; of 16 bits those from the largest down to its negative, with zero point 0
  /// (TensorFlow Lite 8-bit quantization specification), over twice the range: one bit less is hardly seen, numbers
  /// beyond what was observed are.
  public func quantization(_ element: ElementType) -> Quantization {
    guard !isEmpty else { return Quantization(scale: 1 / 255, zeroPoint: element == .int8 ? -128 : 0) }
    if element == .int8 {
      let step = max((Double(upper) - Double(lower)) / 255, smallestScale)
      let zeroPoint = (-128 - Double(lower) / step).rounded(.toNearestOrAwayFromZero)
      return Quantization(scale: Float(step), zeroPoint: Int(min(max(zeroPoint, -128), 127)))
    }
    return Quantization(scale: Float(max(2 * Double(extent) / 32767, smallestScale)), zeroPoint: 0)
  }
}

/// Products and quotients of scales not below this stay normal numbers of single precision.
let smallestScale = 0x1p-60
