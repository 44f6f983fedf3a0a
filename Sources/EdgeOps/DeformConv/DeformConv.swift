import EdgeIR

/// Convolution of a channels-last image whose taps are moved by computed offsets, to places between pixels, and scaled
/// by a computed mask.
///
/// - inputs: x `[N, spatial…, C]`; weights `[O, kernel…, C/groups]`; offsets `[N, spatial'…, D * T * S]` for D offset
///   groups, T taps and S spatial axes; bias `[O]` (optional); mask `[N, spatial'…, D * T]` (optional)
/// - output: `[N, spatial'…, O]`; input channel c belongs to offset group `c / (C/D)`
///
/// Between pixels x is interpolated linearly; outside the image it is zero.
///
/// Constraints: C1 all inputs are floats of one type; C2 x, weights, offsets and mask have one rank >= 3; C3 C is
/// `groups` times the weights' input channels and a multiple of `offsetGroups`; C4 O is a multiple of `groups`; C5 bias
/// `[O]`; C6 the window fits the padded image; C7 offsets and mask have the shapes above.
///
/// Semantics: ONNX DeformConv, with axes in channels-last order.
public struct DeformConv: Operator {
  public static let name = "DeformConv"

  public var strides: [Int]
  public var dilations: [Int]
  public var padsBegin: [Int]
  public var padsEnd: [Int]
  public var groups: Int
  public var offsetGroups: Int

  public init(
    strides: [Int], dilations: [Int], padsBegin: [Int], padsEnd: [Int], groups: Int, offsetGroups: Int
  ) {
    self.strides = strides
    self.dilations = dilations
    self.padsBegin = padsBegin
    self.padsEnd = padsEnd
    self.groups = groups
    self.offsetGroups = offsetGroups
  }

  public var quantization: QuantizationRule { .floatOnly }

  /// The convolution whose taps move.
  public var convolution: Conv {
    Conv(strides: strides, dilations: dilations, padsBegin: padsBegin, padsEnd: padsEnd, groups: groups)
  }

  public func infer(_ inputs: [TensorType?]) throws -> [TensorType] {
    try inputs.requireCount(3...5)
    let x = try inputs.required(0)
    let weights = try inputs.required(1)
    let offsets = try inputs.required(2)
    let mask = inputs.optional(4)
    guard offsets.element == x.element, mask.map({ $0.element == x.element }) ?? true else {
      throw OperatorError("C1: expected floats of one type, got \(x), \(offsets)")
    }
    guard offsets.rank == x.rank, mask.map({ $0.rank == x.rank }) ?? true else {
      throw OperatorError("C2: expected x, weights, offsets and mask of one rank, got \(x), \(offsets)")
    }
    // C1 to C6 are those of a convolution.
    let output = try convolution.infer([x, weights, inputs.optional(3)])[0]
    guard offsetGroups > 0, x.shape[x.rank - 1] % offsetGroups == 0 else {
      throw OperatorError(
        "C3: expected a divisor of the channels as number of offset groups, got \(offsetGroups)")
    }
    let taps = weights.shape[1..<(x.rank - 1)].reduce(offsetGroups) { saturatingProduct($0, $1) }
    let spatial = Array(output.shape.dropLast())
    guard offsets.shape == spatial + [saturatingProduct(taps, x.rank - 2)],
      mask.map({ $0.shape == spatial + [taps] }) ?? true
    else { throw OperatorError("C7: expected offsets and mask for \(output), got \(offsets)") }
    return [output]
  }
}
