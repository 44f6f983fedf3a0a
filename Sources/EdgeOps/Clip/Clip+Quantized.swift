import EdgeIR
import EdgeTFLite
import TFLiteFormat

/// RELU and its kin: brought to the output's scale, then limited.
extension Clip: IntegerComputing {
  public func rounding(on runtime: TFLiteTarget) -> RequantizationRounding { .twice }

  public func checkIntegers(_ inputs: [TensorType?], _ outputs: [TensorType]) throws {
    let x = try inputs.required(0)
    _ = try (x.activation(.int8, .uint8, .int16), outputs[0].activation(x.element))
    guard let code = builtin, x.element != .int16 || code == .relu || code == .relu6 else {
      throw OperatorError("TFLite limits \(x.element.rawValue) to no range [\(lower), \(upper)]")
    }
  }

  public func evaluateIntegers(
    _ inputs: [Tensor?], _ outputs: [TensorType], _ rounding: RequantizationRounding
  ) throws -> [Tensor] {
    let x = try inputs.required(0)
    let (scale, zeroPoint) = try x.type.activation(.int8, .uint8, .int16)
    let result = try outputs[0].activation(x.element)
    let multiplier = FixedPointMultiplier(Double(scale / result.scale))
    let range = outputs[0].integerRange(clamp)
    return [
      x.mapIntegers(to: outputs[0]) { value in
        range(Int(multiplier.multiply(Int32(value - zeroPoint), rounding: rounding)) + result.zeroPoint)
      }
    ]
  }

  public func lowerIntegers(_ node: Node, into builder: inout TFLiteBuilder) throws {
    let input = builder.tensor(node.inputs[0])
    guard let code = builtin else {
      throw TFLiteRefusal("TFLite limits quantized integers to no range [\(lower), \(upper)]")
    }
    let wide = code == .relu || code == .relu6
    let output = builder.tensor(node.outputs[0])
    guard
      builder.target == .litert || code != .relu6
        || builder.type(of: input).quantization == builder.type(of: output).quantization
    else {
      throw TFLiteRefusal("TFLM's RELU6 brings nothing to another scale", hint: "give both sides one scale")
    }
    builder.emit(
      code, version: wide ? builder.version(input, int8: 2, int16: 3) : 1, [input],
      to: [output])
  }

  /// The operator for integers of 8 bits.
  private var builtin: BuiltinOperator? {
    switch (lower, upper) {
    case (0, .infinity): .relu
    case (0, 6): .relu6
    case (-1, 1): .reluN1To1
    case (0, 1): .relu0To1
    default: nil
    }
  }
}
