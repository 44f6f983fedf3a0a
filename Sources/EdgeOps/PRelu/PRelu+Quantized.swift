import EdgeIR
import EdgeTFLite
import TFLiteFormat

/// Numbers from 0 on are brought to the output's scale, those below times their slope.
extension PRelu: IntegerComputing {
  public func rounding(on runtime: TFLiteTarget) -> RequantizationRounding { .twice }

  public func checkIntegers(_ inputs: [TensorType?], _ outputs: [TensorType]) throws {
    let x = try inputs.required(0)
    _ = try (
      x.activation(.int8, .uint8), inputs.required(1).activation(x.element), outputs[0].activation(x.element)
    )
  }

  public func evaluateIntegers(
    _ inputs: [Tensor?], _ outputs: [TensorType], _ rounding: RequantizationRounding
  ) throws -> [Tensor] {
    let (x, slope) = (try inputs.required(0), try inputs.required(1))
    let (scale, zeroPoint) = try x.type.activation(.int8, .uint8)
    let slopes = try slope.type.activation(x.element)
    let result = try outputs[0].activation(x.element)
    let positive = FixedPointMultiplier(Double(scale / result.scale))
    let negative = FixedPointMultiplier(Double(scale * slopes.scale / result.scale))
    let range = IntegerRange(of: x.element)
    let y = combineIntegers(x, slope, to: outputs[0]) { raw, slope in
      let value = raw - zeroPoint
      let scaled =
        value >= 0
        ? positive.multiply(Int32(value), rounding: rounding)
        : negative.multiply(Int32(value * (slope - slopes.zeroPoint)), rounding: rounding)
      return range(Int(scaled) + result.zeroPoint)
    }
    return [y]
  }

  public func lowerIntegers(_ node: Node, into builder: inout TFLiteBuilder) throws {
    let output = builder.tensor(node.outputs[0])
    try builder.emitBroadcasting(.prelu, options: nil, node.inputs.map { builder.tensor($0) }, to: output)
  }
}
