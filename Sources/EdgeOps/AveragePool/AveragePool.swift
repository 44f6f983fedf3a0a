import EdgeIR

/// The mean under a sliding window, for each channel of a channels-last image.
///
/// - input: x `[N, spatial…, C]`, floating point
/// - output: `[N, spatial'…, C]`
///
/// The window slides over the image, its padding and `overhang` further positions at the end of each axis.
/// The divisor counts the window's positions in the image, with `countsPadding` also those in the padding,
/// never those in the overhang.
///
/// Constraints: C1 x is floating point, of rank >= 3; C2 the window fits the padded image; C3 `overhang` has one
/// element >= 0 for each axis; C4 `activation` on float32 only.
///
/// Semantics: ONNX AveragePool in channels-last order; `ceil_mode` is the overhang.
public struct AveragePool: ActivationCarrying {
  public static let name = "AveragePool"

  public var geometry: WindowGeometry
  public var overhang: [Int]
  public var countsPadding: Bool
  public var activation: Clamp?

  public init(geometry: WindowGeometry, overhang: [Int], countsPadding: Bool, activation: Clamp? = nil) {
    self.geometry = geometry
    self.overhang = overhang
    self.countsPadding = countsPadding
    self.activation = activation
  }

  public var quantization: QuantizationRule { .sameAsInputs }

  /// The window with the overhang as further padding.
  public var extended: WindowGeometry { PoolWindow(geometry: geometry, overhang: overhang).extended }

  public func infer(_ inputs: [TensorType?]) throws -> [TensorType] {
    try inputs.requireCount(1...1)
    let x = try inputs.required(0)
    guard x.element.isFloat, x.rank >= 3 else {
      throw OperatorError("C1: expected floats [N,spatial…,C], got \(x)")
    }
    guard overhang.count == geometry.padsEnd.count, overhang.allSatisfy({ $0 >= 0 && $0 <= 1 << 24 }) else {
      throw OperatorError("C3: expected \(geometry.rank) overhangs >= 0, got \(overhang)")
    }
    try geometry.validate()
    let result = try extended.pooledType(x, constraint: "C2")
    guard activation == nil || x.element == .float32 else {
      throw OperatorError("C4: expected float32 for the range \(activation?.description ?? ""), got \(x)")
    }
    return [result]
  }

  /// For each output pixel, in row-major order, what the sum is divided by.
  func divisors(_ x: TensorType) throws -> Tensor {
    let output = try infer([x])[0]
    let spatial = Array(output.shape.dropFirst().dropLast())
    let counts = spatial.indices.map { axis in
      (0..<spatial[axis]).map { count(axis, at: $0, size: x.shape[axis + 1]) }
    }
    var products: [Float] = []
    forEachIndex(spatial) { index in
      products.append(index.indices.reduce(Float(1)) { $0 * Float(counts[$1][index[$1]]) })
    }
    return Tensor([1] + spatial + [1], products)
  }

  private func count(_ axis: Int, at position: Int, size: Int) -> Int {
    let start = position * geometry.strides[axis] - geometry.padsBegin[axis]
    let low = countsPadding ? -geometry.padsBegin[axis] : 0
    let high = size + (countsPadding ? geometry.padsEnd[axis] : 0)
    return (0..<geometry.kernel[axis]).count { tap in
      let place = start + tap * geometry.dilations[axis]
      return place >= low && place < high
    }
  }
}
