import EdgeIR

/// Convolution (cross-correlation) of a channels-last image, grouped and dilated, with an optional bias and an
/// optional range that the results are limited to.
///
/// - inputs: x `[N, spatial…, C]`, weights `[O, kernel…, C/groups]`, bias `[O]` (optional)
/// - output: `[N, spatial'…, O]`; output channel o belongs to group `o / (O/groups)`
///
/// Constraints: C1 floating-point x, weights and bias of one type; C2 x and weights of equal rank >= 3;
/// C3 C is `groups` times the weights' input channels; C4 O is a multiple of `groups`; C5 bias `[O]`;
/// C6 the window fits the padded image.
///
/// Semantics: ONNX Conv, with axes in channels-last order.
public struct Conv: ActivationCarrying {
  public static let name = "Conv"

  public var strides: [Int]
  public var dilations: [Int]
  public var padsBegin: [Int]
  public var padsEnd: [Int]
  public var groups: Int
  public var activation: Clamp?

  public init(
    strides: [Int], dilations: [Int], padsBegin: [Int], padsEnd: [Int], groups: Int, activation: Clamp? = nil
  ) {
    self.strides = strides
    self.dilations = dilations
    self.padsBegin = padsBegin
    self.padsEnd = padsEnd
    self.groups = groups
    self.activation = activation
  }

  public var quantization: QuantizationRule { .accumulating(weight: 1, bias: 2, axis: 0) }

  /// Each output channel sees one input channel.
  public func isDepthwise(_ weights: TensorType) -> Bool { groups > 1 && weights.shape.last == 1 }

  public func geometry(_ weights: TensorType) -> WindowGeometry {
    WindowGeometry(
      kernel: Array(weights.shape.dropFirst().dropLast()), strides: strides, dilations: dilations,
      padsBegin: padsBegin, padsEnd: padsEnd)
  }

  public func infer(_ inputs: [TensorType?]) throws -> [TensorType] {
    try inputs.requireCount(2...3)
    let x = try inputs.required(0)
    let weights = try inputs.required(1)
    let bias = inputs.optional(2)
    guard x.element.isFloat, weights.element == x.element, bias.map({ $0.element == x.element }) ?? true
    else {
      throw OperatorError("C1: expected floats of one type, got x \(x), weights \(weights)")
    }
    guard x.rank >= 3, weights.rank == x.rank else {
      throw OperatorError("C2: expected x and weights of one rank >= 3, got \(x), \(weights)")
    }
    let channels = x.shape[x.rank - 1]
    let outputs = weights.shape[0]
    guard groups > 0,
      channels == weights.shape[x.rank - 1].multipliedReportingOverflow(by: groups).partialValue
    else {
      throw OperatorError(
        "C3: expected \(channels) input channels to be \(groups) groups of \(weights.shape[x.rank - 1])")
    }
    guard outputs % groups == 0 else {
      throw OperatorError("C4: expected \(outputs) output channels to be a multiple of \(groups) groups")
    }
    guard bias.map({ $0.shape == [outputs] }) ?? true else {
      throw OperatorError("C5: expected bias of shape [\(outputs)], got \(bias?.shape ?? [])")
    }
    let geometry = geometry(weights)
    try geometry.validate()
    guard let spatial = geometry.outputShape(Array(x.shape.dropFirst().dropLast())) else {
      throw OperatorError("C6: window \(geometry) is larger than the padded image \(x)")
    }
    return [x.with(shape: [x.shape[0]] + spatial + [outputs])]
  }
}
