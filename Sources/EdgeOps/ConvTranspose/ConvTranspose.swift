import EdgeIR

/// Transposed convolution of a channels-last image, grouped and dilated, with an optional bias and an optional range
/// that the results are limited to: every pixel of x adds the kernel, times itself, to the output.
///
/// - inputs: x `[N, spatial…, C]`, weights `[O, kernel…, C/groups]`, bias `[O]` (optional)
/// - output: `[N, size…, O]`; output channel o belongs to group `o / (O/groups)`
///
/// Pixel p of x, tap t of the kernel and position q of the output belong together when
/// `q + pads = p * strides + t * dilations`. `size` is given in full: what no tap reaches is the bias.
///
/// Constraints: C1 floating-point x, weights and bias of one type; C2 x and weights of equal rank >= 3;
/// C3 C is `groups` times the weights' input channels; C4 O is a multiple of `groups`; C5 bias `[O]`;
/// C6 one stride, dilation, pad and size for each spatial axis.
///
/// Semantics: ONNX ConvTranspose, with axes in channels-last order and the weights' as Conv has them.
public struct ConvTranspose: ActivationCarrying {
  public static let name = "ConvTranspose"

  public var strides: [Int]
  public var dilations: [Int]
  /// How much is cut off at the beginning of each axis.
  public var pads: [Int]
  /// The output's spatial axes.
  public var size: [Int]
  public var groups: Int
  public var activation: Clamp?

  public init(
    strides: [Int], dilations: [Int], pads: [Int], size: [Int], groups: Int, activation: Clamp? = nil
  ) {
    self.strides = strides
    self.dilations = dilations
    self.pads = pads
    self.size = size
    self.groups = groups
    self.activation = activation
  }

  public var quantization: QuantizationRule { .accumulating(weight: 1, bias: 2, axis: 0) }

  public func geometry(_ weights: TensorType) -> WindowGeometry {
    WindowGeometry(
      kernel: Array(weights.shape.dropFirst().dropLast()), strides: strides, dilations: dilations,
      padsBegin: pads, padsEnd: pads.map { _ in 0 })
  }

  public func infer(_ inputs: [TensorType?]) throws -> [TensorType] {
    try inputs.requireCount(2...3)
    let x = try inputs.required(0)
    let weights = try inputs.required(1)
    let bias = inputs.optional(2)
    guard x.element.isFloat, weights.element == x.element, bias.map({ $0.element == x.element }) ?? true
    else { throw OperatorError("C1: expected floats of one type, got x \(x), weights \(weights)") }
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
    guard size.count == x.rank - 2, size.allSatisfy({ $0 >= 0 && $0 < 1 << 31 }),
      (try? geometry(weights).validate()) != nil
    else {
      throw OperatorError("C6: expected sizes >= 0 for \(geometry(weights)) over \(x), got \(size)")
    }
    return [x.with(shape: [x.shape[0]] + size + [outputs])]
  }
}
