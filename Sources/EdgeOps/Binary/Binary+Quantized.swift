import EdgeIR
import EdgeTFLite
import TFLiteFormat

extension Binary: DataMoving {
  /// The larger and the smaller of two elements are elements; sums are not.
  public func movedInputs(_ inputs: [TensorType?]) -> [Int]? {
    kind == .maximum || kind == .minimum ? [0, 1] : nil
  }
}

/// Sums and differences in a common scale with bits to spare; products of the integers in one step.
extension Binary: IntegerComputing {
  public func rounding(on runtime: TFLiteTarget) -> RequantizationRounding { .twice }

  public func checkIntegers(_ inputs: [TensorType?], _ outputs: [TensorType]) throws {
    switch kind {
    case .add, .subtract, .multiply: break
    case .divide, .minimum, .maximum, .power, .modulo:
      throw OperatorError("\(kind) has no integer arithmetic")
    }
    try TFLiteActivation.requireFused(activation)
    let (a, b) = (try inputs.required(0), try inputs.required(1))
    _ = try (a.activation(.int8, .uint8, .int16), b.activation(a.element), outputs[0].activation(a.element))
  }

  public func evaluateIntegers(
    _ inputs: [Tensor?], _ outputs: [TensorType], _ rounding: RequantizationRounding
  ) throws -> [Tensor] {
    let (a, b) = (try inputs.required(0), try inputs.required(1))
    let output = outputs[0]
    let left = try a.type.activation(.int8, .uint8, .int16)
    let right = try b.type.activation(a.element)
    let result = try output.activation(a.element)
    let range = output.integerRange(activation)
    if kind == .multiply {
      let multiplier = FixedPointMultiplier(Double(left.scale * right.scale / result.scale))
      return [
        combineIntegers(a, b, to: output) { p, q in
          let product = Int32((p - left.zeroPoint) * (q - right.zeroPoint))
          return range(Int(multiplier.multiply(product, rounding: rounding)) + result.zeroPoint)
        }
      ]
    }
    let spare = a.element == .int16 ? 15 : 20
    let common = Double(2 * max(left.scale, right.scale))
    let first = FixedPointMultiplier(Double(left.scale) / common)
    let second = FixedPointMultiplier(Double(right.scale) / common)
    let last = FixedPointMultiplier(common / Double(Float(1 << spare) * result.scale))
    let sign: Int32 = kind == .subtract ? -1 : 1
    return [
      combineIntegers(a, b, to: output) { p, q in
        let scaled = first.multiply(Int32((p - left.zeroPoint) << spare), rounding: rounding)
        let other = second.multiply(Int32((q - right.zeroPoint) << spare), rounding: rounding)
        return range(Int(last.multiply(scaled &+ sign &* other, rounding: rounding)) + result.zeroPoint)
      }
    ]
  }

  public func lowerIntegers(_ node: Node, into builder: inout TFLiteBuilder) throws {
    let inputs = node.inputs.map { builder.tensor($0) }
    let output = builder.tensor(node.outputs[0])
    let fused = try builder.fused(activation)
    switch kind {
    case .add:
      try builder.emitBroadcasting(
        .add, version: builder.version(output, int8: 2, int16: 3),
        options: .add(AddOptions(fusedActivationFunction: fused, potScaleInt16: false)), inputs, to: output)
    case .subtract:
      try builder.emitBroadcasting(
        .sub, version: builder.version(output, int8: 2, int16: 5),
        options: .sub(SubOptions(fusedActivationFunction: fused, potScaleInt16: false)), inputs, to: output)
    case .multiply:
      try builder.emitBroadcasting(
        .mul, version: builder.version(output, int8: 2, int16: 4),
        options: .mul(MulOptions(fusedActivationFunction: fused)), inputs, to: output)
    case .divide, .minimum, .maximum, .power, .modulo:
      throw TFLiteRefusal("TFLite has no \(kind) of quantized integers")
    }
  }
}
