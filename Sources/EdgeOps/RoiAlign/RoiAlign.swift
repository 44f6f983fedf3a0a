import EdgeIR

/// Pools regions of channels-last images, sampled between pixels.
///
/// - inputs: x `[N, H, W, C]`, floating point; regions `[R, 4]` of x's type, each `x1, y1, x2, y2`; images `[R]`, int64:
///   the image that each region is of
/// - output: `[R, height, width, C]`: each region divided into bins, each bin the mean, or the largest, of samples that
///   are spread evenly over it
///
/// A sample is interpolated between the four pixels around it; beyond one pixel outside the image it is zero. The
/// largest is that of the pixels times their weights, as ONNX's cases have it. Without `samples` a bin has one sample
/// for each pixel that it spans, rounded up.
///
/// Constraints: C1 x and regions are floats of one type, images int64; C2 the shapes are as above; C3 height and width
/// are positive, `samples` is not negative; C4 each region names an image; C5 a bin spans at most 65536 pixels of a
/// row or column.
///
/// Semantics: ONNX RoiAlign-16 in channels-last order.
public struct RoiAlign: Operator {
  public static let name = "RoiAlign"

  public enum Mode: Hashable, Sendable {
    case mean, maximum
  }

  public var mode: Mode
  public var height: Int
  public var width: Int
  /// Samples of a bin along each axis, 0 for as many as it spans pixels.
  public var samples: Int
  /// From the regions' coordinates to pixels.
  public var scale: Float
  /// Pixels are squares around their coordinates. Otherwise they lie behind them, and regions are at least one wide.
  public var halfPixel: Bool

  public init(_ mode: Mode, height: Int, width: Int, samples: Int, scale: Float, halfPixel: Bool) {
    self.mode = mode
    self.height = height
    self.width = width
    self.samples = samples
    self.scale = scale
    self.halfPixel = halfPixel
  }

  public var quantization: QuantizationRule { .floatOnly }

  public func infer(_ inputs: [TensorType?]) throws -> [TensorType] {
    try inputs.requireCount(3...3)
    let x = try inputs.required(0)
    let regions = try inputs.required(1)
    let images = try inputs.required(2)
    guard x.element.isFloat, regions.element == x.element, images.element == .int64 else {
      throw OperatorError("C1: expected floats and int64 images, got \(x), \(regions), \(images)")
    }
    guard x.rank == 4, !x.shape.contains(0), regions.rank == 2, regions.shape[1] == 4,
      images.shape == [regions.shape[0]]
    else { throw OperatorError("C2: expected [N,H,W,C], [R,4] and [R], got \(x), \(regions), \(images)") }
    guard (1..<1 << 16).contains(height), (1..<1 << 16).contains(width), (0..<1 << 16).contains(samples)
    else {
      throw OperatorError("C3: expected a size in 1..<65536, got \(height) x \(width), \(samples) samples")
    }
    return [x.with(shape: [regions.shape[0], height, width, x.shape[3]])]
  }
}
