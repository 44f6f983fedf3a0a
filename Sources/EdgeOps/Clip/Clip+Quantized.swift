import EdgeIR
import EdgeTFLite
import TFLiteFormat

/// RELU and its kin: brought to the output's scale, then limited.
extension Clip: IntegerComputing {
  public func rounding(on runtime: TFLiteTarget) -> RequantizationRounding { .twice }

  public func checkIntegers(_ inputs: [TensorType?], _ outputs: [TensorType]) throws {
    let x = try inputs.required(0)
    _ = try (x.activation(.int8, .uint8, .int16), outputs[0].activation(x.element))
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
    let code: BuiltinOperator
    switch (lower, upper) {
    case (0, .infinity): code = .relu
    case (0, 6): code = .relu6
    case (-1, 1): code = .reluN1To1
    case (0, 1): code = .relu0To1
    default: throw TFLiteRefusal("TFLite limits quantized integers to no range [\(lower), \(upper)]")
    }
    let wide = code == .relu || code == .relu6
    guard wide || builder.type(of: input).element != .int16 else {
      throw TFLiteRefusal("TFLite limits i16 to no range [\(lower), \(upper)]")
    }
    builder.emit(
      code, version: wide ? builder.version(input, int8: 2, int16: 3) : 1, [input],
      to: [builder.tensor(node.outputs[0])])
  }
}
