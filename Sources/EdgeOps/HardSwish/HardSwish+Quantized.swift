import EdgeIR
import EdgeTFLite
import TFLiteFormat

/// x in 16 bits, times a gate in 16 bits that saturates at 0 and 1.
extension HardSwish: IntegerComputing {
  public func rounding(on runtime: TFLiteTarget) -> RequantizationRounding { .twice }

  public func checkIntegers(_ inputs: [TensorType?], _ outputs: [TensorType]) throws {
    let x = try inputs.required(0)
    let (scale, result) = (try x.activation(.int8, .uint8).scale, try outputs[0].activation(x.element).scale)
    guard FixedPointMultiplier(Double(fine(scale) / result)).shift <= 0 else {
      throw OperatorError("expected an output scale above 1/128 of the input's, got \(outputs[0]) of \(x)")
    }
  }

  /// The scale with 7 more bits.
  private func fine(_ scale: Float) -> Float { 1 / 128 * scale }

  public func evaluateIntegers(
    _ inputs: [Tensor?], _ outputs: [TensorType], _ rounding: RequantizationRounding
  ) throws -> [Tensor] {
    let x = try inputs.required(0)
    let (scale, zeroPoint) = try x.type.activation(.int8, .uint8)
    let result = try outputs[0].activation(x.element)
    let output = ShortMultiplier(fine(scale) / result.scale)
    // The gate's number 3 is 2^15.
    let gate = ShortMultiplier(fine(scale) / (3 / 32768))
    let range = IntegerRange(of: x.element)
    let y = x.mapIntegers(to: outputs[0]) { value in
      let raised = Int32(value - zeroPoint) << 7
      let product = (gateValue(raised, gate) &* highProduct(raised, output.mantissa)) / (1 << 15)
      return range(Int(roundingShiftRight(product, -output.shift)) + result.zeroPoint)
    }
    return [y]
  }

  /// min(max(x / 6 + 1/2, 0), 1) as a fraction of 15 bits.
  private func gateValue(_ x: Int32, _ multiplier: ShortMultiplier) -> Int32 {
    var value = x
    if multiplier.shift > 0 { value = saturated(value, by: multiplier.shift - 1) }
    value = highProduct(value, multiplier.mantissa)
    if multiplier.shift > 0 { value = saturated(value, by: 1) }
    if multiplier.shift < 0 { value = roundingShiftRight(value, -multiplier.shift) }
    return (value + 1 << 15) >> 1
  }

  private func saturated(_ value: Int32, by shift: Int) -> Int32 {
    Int32(Int16(clamping: Int64(value) << Int64(min(shift, 31))))
  }

  /// The upper 16 bits of `2 a b` for 16-bit numbers, halves up.
  private func highProduct(_ a: Int32, _ b: Int32) -> Int32 {
    let product = a * b
    return (product + (product >= 0 ? 1 << 14 : 1 - 1 << 14)) / (1 << 15)
  }

  public func lowerIntegers(_ node: Node, into builder: inout TFLiteBuilder) throws {
    builder.emit(.hardSwish, [builder.tensor(node.inputs[0])], to: [builder.tensor(node.outputs[0])])
  }
}

/// A factor as a fraction of 15 bits and a power of two.
private struct ShortMultiplier {
  let mantissa: Int32
  let shift: Int

  init(_ real: Float) {
    let multiplier = FixedPointMultiplier(Double(real))
    shift = multiplier.shift
    mantissa = multiplier.mantissa >= .max - 1 << 15 ? 0x7FFF : (multiplier.mantissa + 1 << 15) >> 16
  }
}
