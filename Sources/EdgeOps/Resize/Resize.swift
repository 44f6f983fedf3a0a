import EdgeIR

/// Samples a tensor anew along some of its axes.
///
/// - input: x, numbers; with `nearest` any type
/// - output: x's type, each sampled axis with its new size
///
/// Every axis is sampled on its own: a position of the output is mapped to a coordinate of the input, and the output
/// is the weighted sum of the elements around it (`samples`); along several axes the weights multiply. Integers are
/// rounded to the nearest, ties to even, and saturate.
///
/// Constraints: C1 x is numeric unless `nearest`; C2 `axes` are different axes of x, in ascending order; C3 sizes are
/// non-negative, lengths positive, finite and not less than the size minus a half; C4 no axis without elements is
/// given some.
///
/// Semantics: ONNX Resize-19.
public struct Resize: Operator {
  public static let name = "Resize"

  /// What the elements around a coordinate count.
  public enum Method: Hashable, Sendable {
    case nearest
    case linear
    /// Keys' cubic convolution with its parameter.
    case cubic(Float)
  }

  /// How one axis is sampled.
  public struct Axis: Hashable, Sendable {
    public var axis: Int
    /// Elements of the output.
    public var size: Int
    /// The output's extent, fractional when it is the product of a scale: `size` before rounding.
    public var length: Double
    public var coordinates: Coordinates
    public var rounding: Rounding

    public init(
      axis: Int, size: Int, length: Double, coordinates: Coordinates, rounding: Rounding = .halfDown
    ) {
      self.axis = axis
      self.size = size
      self.length = length
      self.coordinates = coordinates
      self.rounding = rounding
    }
  }

  /// How a position of the output becomes a coordinate of the input: ONNX's `coordinate_transformation_mode`.
  public enum Coordinates: Hashable, Sendable {
    case halfPixel
    case halfPixelSymmetric
    case pytorchHalfPixel
    case tfHalfPixelForNN
    case alignCorners
    case asymmetric
    /// Of the part from `start` to `end`, relative to the axis; what lies outside the axis is extrapolated.
    case cropAndResize(start: Double, end: Double)
  }

  /// Which neighbour is the nearest.
  public enum Rounding: Hashable, Sendable {
    case halfDown, halfUp, down, up
  }

  public var method: Method
  public var axes: [Axis]
  /// Widens the filter where the axis shrinks.
  public var antialias: Bool
  /// Elements outside the axis count nothing; otherwise they are what lies at its end.
  public var excludesOutside: Bool
  /// The value of elements that are extrapolated along any axis.
  public var extrapolation: Float

  public init(
    _ method: Method, axes: [Axis], antialias: Bool = false, excludesOutside: Bool = false,
    extrapolation: Float = 0
  ) {
    self.method = method
    self.axes = axes
    self.antialias = antialias
    self.excludesOutside = excludesOutside
    self.extrapolation = extrapolation
  }

  public var quantization: QuantizationRule { .sameAsInputs }

  public func infer(_ inputs: [TensorType?]) throws -> [TensorType] {
    try inputs.requireCount(1...1)
    let x = try inputs.required(0)
    guard method == .nearest || x.element != .bool else {
      throw OperatorError("C1: expected numbers to interpolate, got \(x)")
    }
    var shape = x.shape
    var last = -1
    for axis in axes {
      guard axis.axis > last, axis.axis < x.rank else {
        throw OperatorError("C2: expected ascending axes of \(x), got \(axes.map(\.axis))")
      }
      last = axis.axis
      guard axis.size >= 0, axis.size < 1 << 31, axis.length > 0, axis.length.isFinite,
        Double(axis.size) - 0.5 <= axis.length
      else {
        throw OperatorError("C3: expected a size >= 0 and its length, got \(axis.size), \(axis.length)")
      }
      guard axis.size == 0 || shape[axis.axis] > 0 else {
        throw OperatorError("C4: expected elements to sample along axis \(axis.axis) of \(x)")
      }
      shape[axis.axis] = axis.size
    }
    return [x.with(shape: shape)]
  }
}
