import EdgeIR

/// Convolution of 8-bit numbers, less their zero points, summed in 32 bits.
///
/// - inputs: x `[N, spatial…, C]`, weights `[O, kernel…, C/groups]`, bias i32 `[O]` (optional), zero point of x, `[]`
///   (optional), zero point of the weights, `[]` or `[O]` (optional)
/// - output: i32 `[N, spatial'…, O]`
///
/// Padding adds nothing: it is as if x were padded with its zero point.
///
/// Constraints: C1 x and weights are i8 or u8, bias i32; C2 to C6 those of `Conv`; C7 a zero point has its tensor's
/// type and holds one element, or one for each output channel.
///
/// Semantics: ONNX ConvInteger, with axes in channels-last order. Sums wrap.
public struct ConvInteger: Operator {
  public static let name = "ConvInteger"

  /// The window and the groups.
  public var convolution: Conv

  public init(_ convolution: Conv) { self.convolution = convolution }

  public var quantization: QuantizationRule { .floatOnly }

  public func infer(_ inputs: [TensorType?]) throws -> [TensorType] {
    try inputs.requireCount(2...5)
    let x = try inputs.required(0)
    let weights = try inputs.required(1)
    let bias = inputs.optional(2)
    guard x.element.isByte, weights.element.isByte, bias.map({ $0.element == .int32 }) ?? true else {
      throw OperatorError("C1: expected x and weights i8 or u8 and bias i32, got x \(x), weights \(weights)")
    }
    let shapes = [x, weights, bias].map { $0.map { TensorType(.float32, $0.shape) } }
    let output = try convolution.infer(shapes)[0].shape
    func fits(_ zero: TensorType?, _ element: ElementType, _ shapes: [[Int]]) -> Bool {
      zero.map { $0.element == element && shapes.contains($0.shape) } ?? true
    }
    guard fits(inputs.optional(3), x.element, [[], [1]]),
      fits(inputs.optional(4), weights.element, [[], [1], [weights.shape[0]]])
    else { throw OperatorError("C7: expected one zero point, or one for each of the weights' channels") }
    return [TensorType(.int32, output)]
  }
}
