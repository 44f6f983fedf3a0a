import EdgeIR

/// The largest element under a sliding window, for each channel of a channels-last image. Padding is never the
/// largest; a NaN under the window is.
///
/// - input: x `[N, spatial…, C]`, any numeric type
/// - outputs: `[N, spatial'…, C]`; with `indices` also, as int64, where each largest element lies in the tensor
///   `[N, C, spatial…]`
///
/// Constraints: C1 x is numeric, of rank >= 3; C2 the window fits the padded image; C3 `activation` on float32 only.
///
/// Semantics: ONNX MaxPool in channels-last order; `ceil_mode` is padding at the end.
public struct MaxPool: ActivationCarrying {
  public static let name = "MaxPool"

  /// How positions in an image are numbered.
  public enum IndexOrder: Hashable, Sendable {
    case rowMajor
    case columnMajor
  }

  public var geometry: WindowGeometry
  public var indices: IndexOrder?
  public var activation: Clamp?

  public init(geometry: WindowGeometry, indices: IndexOrder? = nil, activation: Clamp? = nil) {
    self.geometry = geometry
    self.indices = indices
    self.activation = activation
  }

  public var carriesActivation: Bool { indices == nil && geometry.rank == 2 }

  public var quantization: QuantizationRule { .sameAsInputs }

  public func infer(_ inputs: [TensorType?]) throws -> [TensorType] {
    try inputs.requireCount(1...1)
    let x = try inputs.required(0)
    guard x.element.numericType != nil, x.rank >= 3 else {
      throw OperatorError("C1: expected numbers [N,spatial…,C], got \(x)")
    }
    let result = try geometry.pooledType(x, constraint: "C2")
    guard activation == nil || x.element == .float32 else {
      throw OperatorError("C3: expected float32 for the range \(activation?.description ?? ""), got \(x)")
    }
    return indices == nil ? [result] : [result, TensorType(.int64, result.shape)]
  }
}

extension WindowGeometry {
  /// The type of a pooled image.
  func pooledType(_ x: TensorType, constraint: String) throws -> TensorType {
    guard rank == x.rank - 2 else {
      throw OperatorError("\(constraint): expected a window of \(x.rank - 2) axes, got \(self)")
    }
    try validate()
    guard let spatial = outputShape(Array(x.shape.dropFirst().dropLast())) else {
      throw OperatorError("\(constraint): window \(self) is larger than the padded image \(x)")
    }
    return x.with(shape: [x.shape[0]] + spatial + [x.shape[x.rank - 1]])
  }
}
