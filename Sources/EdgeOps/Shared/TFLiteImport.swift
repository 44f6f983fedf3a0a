import EdgeIR
import EdgeSupport
import EdgeTFLite
import TFLiteFormat

extension TFLiteImportContext {
  /// An operator that reads all inputs as they are and has one output.
  func direct(_ op: any Operator) throws -> [ValueID] { [try result(op, inputs)] }

  /// A number of `value`'s element type.
  func number(_ number: Double, like value: ValueID) -> ValueID {
    constant(Cast(to: type(value).element).convert(Tensor(scalar: number)))
  }

  func reshaped(_ value: ValueID, to shape: [Int]) throws -> ValueID {
    type(value).shape == shape ? value : try add(Reshape(shape: shape), [value])
  }
}

extension TFLiteImportContext {
  /// Adds an operator with a fused activation: as its own range where it carries one, otherwise behind it.
  func add(
    _ op: some ActivationCarrying, _ inputs: [ValueID?], fused: ActivationFunctionType
  ) throws -> ValueID {
    switch fused {
    case .none: return try result(op, inputs)
    case .relu: return try add(op, inputs, range: .relu)
    case .relu6: return try add(op, inputs, range: .relu6)
    case .reluN1To1: return try add(op, inputs, range: Clamp(lower: -1, upper: 1))
    case .tanh: return try add(Unary(.tanh), [add(op, inputs)])
    case .signBit: throw invalid("fused_activation_function", "SIGN_BIT is not supported")
    }
  }

  private func add(_ op: some ActivationCarrying, _ inputs: [ValueID?], range: Clamp) throws -> ValueID {
    if isQuantized, var limited = op as? any ActivationCarrying & IntegerComputing {
      limited.activation = range
      return try result(limited, inputs)
    }
    let isFloat = inputs.first.flatMap { $0 }.map { type($0).element == .float32 } ?? false
    guard isFloat, let limited = op.limited(to: range) else {
      let result = try add(op, inputs)
      return try self.result(Clip(lower: Double(range.lower), upper: Double(range.upper)), [result])
    }
    return try result(limited, inputs)
  }
}

extension TFLiteImportContext {
  /// A window over a `[N, H, W, C]` image, with TFLite's padding made explicit.
  func windowGeometry(
    kernel: [Int], strides: [Int], dilations: [Int], padding: Padding, image: TensorType
  ) throws -> WindowGeometry {
    var geometry = WindowGeometry(
      kernel: kernel, strides: strides, dilations: dilations, padsBegin: [0, 0], padsEnd: [0, 0])
    try geometry.validate()
    guard image.rank == 4 else {
      throw TFLiteImportError(.invalidInputs, "expected an image [N,H,W,C], got \(image)")
    }
    switch padding {
    case .valid: return geometry
    case .same:
      for axis in 0..<2 {
        (geometry.padsBegin[axis], geometry.padsEnd[axis]) = WindowGeometry.samePadding(
          image.shape[axis + 1], kernel: kernel[axis], stride: strides[axis], dilation: dilations[axis])
      }
      return geometry
    }
  }
}
