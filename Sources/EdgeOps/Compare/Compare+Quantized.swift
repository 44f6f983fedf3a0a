import EdgeIR
import EdgeTFLite

/// Integers of 8 bits are compared in the scale 1/256, of whatever scales they are; those of 16 bits as they are.
extension Compare: IntegerComputing {
  public func rounding(on runtime: TFLiteTarget) -> RequantizationRounding { .twice }

  public func checkIntegers(_ inputs: [TensorType?], _ outputs: [TensorType]) throws {
    let (a, b) = (try inputs.required(0), try inputs.required(1))
    guard outputs[0].element == .bool else { throw OperatorError("expected bool, got \(outputs[0])") }
    let left = try a.activation(.int8, .uint8, .int16)
    let right = try b.activation(a.element)
    if a.element == .int16 { return try a.requireSame(b) }
    guard left.scale < 1, right.scale < 1 else {
      throw OperatorError("expected scales below 1, got \(a) and \(b)")
    }
  }

  public func evaluateIntegers(
    _ inputs: [Tensor?], _ outputs: [TensorType], _ rounding: RequantizationRounding
  ) throws -> [Tensor] {
    let (a, b) = (try inputs.required(0), try inputs.required(1))
    if a.element == .int16 { return try evaluate([a.as(a.type.plain), b.as(b.type.plain)]) }
    func common(_ x: Tensor) throws -> Tensor {
      let (scale, zeroPoint) = try x.type.activation(.int8, .uint8)
      let multiplier = FixedPointMultiplier(Double(scale))
      return Tensor(
        x.shape,
        x.integers(less: zeroPoint).map { multiplier.multiply(Int32($0 << 8), rounding: rounding) })
    }
    return try evaluate([common(a), common(b)])
  }

  public func lowerIntegers(_ node: Node, into builder: inout TFLiteBuilder) throws {
    let inputs = node.inputs.map { builder.tensor($0) }
    let (code, options) = builtin
    try builder.emitBroadcasting(
      code, version: builder.type(of: inputs[0]).element == .int16 ? 1 : 2, options: options, inputs,
      to: builder.tensor(node.outputs[0]))
  }
}
