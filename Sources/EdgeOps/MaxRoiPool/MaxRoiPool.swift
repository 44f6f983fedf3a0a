import EdgeIR

/// The largest elements of regions of channels-last images.
///
/// - inputs: x `[N, H, W, C]`, floating point; regions `[R, 5]` of x's type, each `image, x1, y1, x2, y2`
/// - output: `[R, height, width, C]`: each region, its corners rounded to pixels, divided into bins of whole pixels,
///   which may overlap; zero for a bin outside the image
///
/// Constraints: C1 x and regions are floats of one type; C2 the shapes are as above; C3 height and width are positive;
/// C4 each region names an image.
///
/// Semantics: ONNX MaxRoiPool in channels-last order; rounding as in Fast R-CNN, halves away from zero.
public struct MaxRoiPool: Operator {
  public static let name = "MaxRoiPool"

  public var height: Int
  public var width: Int
  /// From the regions' coordinates to pixels.
  public var scale: Float

  public init(height: Int, width: Int, scale: Float) {
    self.height = height
    self.width = width
    self.scale = scale
  }

  public var quantization: QuantizationRule { .floatOnly }

  public func infer(_ inputs: [TensorType?]) throws -> [TensorType] {
    try inputs.requireCount(2...2)
    let x = try inputs.required(0)
    let regions = try inputs.required(1)
    guard x.element.isFloat, regions.element == x.element else {
      throw OperatorError("C1: expected floats of one type, got \(x), \(regions)")
    }
    guard x.rank == 4, !x.shape.contains(0), regions.rank == 2, regions.shape[1] == 5 else {
      throw OperatorError("C2: expected [N,H,W,C] and [R,5], got \(x), \(regions)")
    }
    guard (1..<1 << 16).contains(height), (1..<1 << 16).contains(width) else {
      throw OperatorError("C3: expected a size in 1..<65536, got \(height) x \(width)")
    }
    return [x.with(shape: [regions.shape[0], height, width, x.shape[3]])]
  }
}
