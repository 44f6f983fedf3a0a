import EdgeIR

/// Matrix products of 8-bit numbers, less their zero points, summed in 32 bits.
///
/// - inputs: a `[…, M, K]`, b `[…, K, N]`, zero point of a, `[]` or `[M]` (optional), zero point of b, `[]` or `[N]`
///   (optional)
/// - output: i32 `[…, M, N]`
///
/// Constraints: C1 a and b are i8 or u8; C2 to C4 those of `MatMul`; C5 a zero point has its tensor's type and holds
/// one element, one for each row of a, or one for each column of b.
///
/// Semantics: ONNX MatMulInteger without its 1-D cases. Sums wrap.
public struct MatMulInteger: Operator {
  public static let name = "MatMulInteger"

  public init() {}

  public var quantization: QuantizationRule { .floatOnly }

  public func infer(_ inputs: [TensorType?]) throws -> [TensorType] {
    try inputs.requireCount(2...4)
    let a = try inputs.required(0)
    let b = try inputs.required(1)
    guard a.element.isByte, b.element.isByte else {
      throw OperatorError("C1: expected i8 or u8, got \(a), \(b)")
    }
    let product = try MatMul().infer([TensorType(.int32, a.shape), TensorType(.int32, b.shape)])[0]
    func fits(_ zero: TensorType?, _ element: ElementType, _ count: Int) -> Bool {
      guard let zero else { return true }
      return zero.element == element && (zero.elementCount == 1 || zero.shape == [count])
    }
    guard fits(inputs.optional(2), a.element, product.shape[product.rank - 2]),
      fits(inputs.optional(3), b.element, product.shape[product.rank - 1])
    else { throw OperatorError("C5: expected one zero point, or one for each row of a or column of b") }
    return [product]
  }

  public func evaluate(_ inputs: [Tensor?]) throws -> [Tensor] {
    let a = try inputs.required(0)
    let b = try inputs.required(1)
    let rows = a.shape[a.shape.count - 2]
    let left = a.lessZeroPoint(inputs.optional(2).map { $0.elementCount == 1 ? $0 : $0.reshaped([rows, 1]) })
    return try MatMul().evaluate([left, b.lessZeroPoint(inputs.optional(3))])
  }
}

extension ElementType {
  /// i8 or u8: what sums of integer products are made of.
  var isByte: Bool { self == .int8 || self == .uint8 }
}

extension Tensor {
  /// 8-bit numbers less a zero point that broadcasts, in 32 bits.
  func lessZeroPoint(_ zeroPoint: Tensor?) -> Tensor {
    let wide = Cast(to: .int32).convert(self)
    guard let zeroPoint else { return wide }
    let zeros = Cast(to: .int32).convert(zeroPoint)
    return combineElements(wide, zeros, shape: shape, of: Int32.self) { $0 &- $1 }
  }
}
