/// How integers stand for real numbers: `real = (integer - zeroPoint) * scale`
/// (TensorFlow Lite 8-bit quantization specification).
public struct Quantization: Hashable, Sendable {
  /// One for the whole tensor, or one for each position along `axis`. Finite and positive.
  public let scales: [Float]
  /// As many as scales.
  public let zeroPoints: [Int]
  /// The axis along which scales differ; nil when the tensor has one.
  public let axis: Int?

  public init(scale: Float, zeroPoint: Int) {
    scales = [scale]
    zeroPoints = [zeroPoint]
    axis = nil
  }

  public init(scales: [Float], zeroPoints: [Int], axis: Int) {
    self.scales = scales
    self.zeroPoints = zeroPoints
    self.axis = axis
  }

  /// The scale and zero point of the whole tensor; nil when they differ along an axis.
  public var single: (scale: Float, zeroPoint: Int)? {
    guard axis == nil, let scale = scales.first, let zeroPoint = zeroPoints.first else { return nil }
    return (scale, zeroPoint)
  }

  /// Why integers of this type cannot stand for numbers this way; nil when they can.
  public func problem(in type: TensorType) -> String? {
    guard let integer = type.element.integerType else {
      return "expected integers to be quantized, got \(type.element.rawValue)"
    }
    let count = axis.map { type.shape.indices.contains($0) ? type.shape[$0] : nil } ?? 1
    guard let count else { return "axis \(axis ?? 0) is not an axis of \(type.plain)" }
    guard scales.count == count, zeroPoints.count == count else {
      return "expected \(count) scales and zero points, got \(scales.count) and \(zeroPoints.count)"
    }
    if let scale = scales.first(where: { !($0.isFinite && $0 > 0) }) {
      return "expected a finite scale > 0, got \(scale)"
    }
    func isOutside<Element: IntegerElement>(_: Element.Type, _ zeroPoint: Int) -> Bool {
      Element(exactly: zeroPoint) == nil
    }
    if let zeroPoint = zeroPoints.first(where: { isOutside(integer, $0) }) {
      return "expected a zero point that \(type.element.rawValue) can hold, got \(zeroPoint)"
    }
    return nil
  }
}

extension Quantization: CustomStringConvertible {
  /// `0.05-3`: the scale and, signed, the zero point; `16 scales on axis 0`.
  public var description: String {
    if let axis { return "\(scales.count) scales on axis \(axis)" }
    let zero = zeroPoints.first ?? 0
    return "\(scales.first ?? 0)\(zero < 0 ? "" : "+")\(zero)"
  }
}
