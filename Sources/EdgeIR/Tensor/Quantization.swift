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
}

extension Quantization: CustomStringConvertible {
  /// `0.05-3`: the scale and, signed, the zero point; `16 scales on axis 0`.
  public var description: String {
    if let axis { return "\(scales.count) scales on axis \(axis)" }
    let zero = zeroPoints.first ?? 0
    return "\(scales.first ?? 0)\(zero < 0 ? "" : "+")\(zero)"
  }
}
