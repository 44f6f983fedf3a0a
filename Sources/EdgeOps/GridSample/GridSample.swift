import EdgeIR

/// Samples a channels-last image wherever a grid says.
///
/// - inputs: x `[N, spatial…, C]`, numbers; grid `[N, points…, S]`, floats, where S is the number of spatial axes
/// - output: `[N, points…, C]`, of x's type; integers are truncated
///
/// Each point holds its coordinates between -1 and 1, the last spatial axis first. -1 and 1 are the centres of the
/// first and last pixels with `alignsCorners`, otherwise their outer edges. A coordinate that is not a number is that
/// of the first pixel.
///
/// Constraints: C1 x is numeric, the grid floating point; C2 both have one rank >= 3 and one N; C3 the grid's last axis
/// has one coordinate for each spatial axis; C4 the image is not empty where it is sampled.
///
/// Semantics: ONNX GridSample in channels-last order; the cubic filter's parameter is -0.75.
public struct GridSample: Operator {
  public static let name = "GridSample"

  public enum Mode: String, Hashable, Sendable, CaseIterable {
    case nearest, linear, cubic
  }

  /// What lies outside the image.
  public enum Padding: String, Hashable, Sendable, CaseIterable {
    case zeros, border, reflection
  }

  public var mode: Mode
  public var padding: Padding
  public var alignsCorners: Bool

  public init(_ mode: Mode, padding: Padding, alignsCorners: Bool) {
    self.mode = mode
    self.padding = padding
    self.alignsCorners = alignsCorners
  }

  public var quantization: QuantizationRule { .floatOnly }

  public func infer(_ inputs: [TensorType?]) throws -> [TensorType] {
    try inputs.requireCount(2...2)
    let x = try inputs.required(0)
    let grid = try inputs.required(1)
    guard x.element.numericType != nil, grid.element.isFloat else {
      throw OperatorError("C1: expected numbers and a grid of floats, got \(x), \(grid)")
    }
    guard x.rank >= 3, grid.rank == x.rank, grid.shape[0] == x.shape[0] else {
      throw OperatorError("C2: expected x [N,spatial…,C] and a grid [N,points…,S], got \(x), \(grid)")
    }
    guard grid.shape[x.rank - 1] == x.rank - 2 else {
      throw OperatorError("C3: expected \(x.rank - 2) coordinates for each point, got \(grid)")
    }
    let shape = Array(grid.shape.dropLast()) + [x.shape[x.rank - 1]]
    guard !x.shape.contains(0) || shape.contains(0) else {
      throw OperatorError("C4: there is nothing to sample in \(x)")
    }
    return [x.with(shape: shape)]
  }
}
