import EdgeIR
import EdgeTFLite
import TFLiteFormat

/// The same numbers in another form, as a cast to float32 of what integers stand for: QUANTIZE of floats, QUANTIZE of
/// integers to another scale or type, DEQUANTIZE.
extension Cast: IntegerComputing {
  public func rounding(on runtime: TFLiteTarget) -> RequantizationRounding { .twice }

  public func checkIntegers(_ inputs: [TensorType?], _ outputs: [TensorType]) throws {
    let (x, output) = (try inputs.required(0), outputs[0])
    guard element == .float32 else { throw OperatorError("expected a cast to f32") }
    switch (x.quantization == nil, output.quantization == nil) {
    case (true, true): throw OperatorError("expected quantized integers on one side")
    case (true, false):
      guard x.element == .float32 else { throw OperatorError("expected f32 to quantize, got \(x)") }
      _ = try output.activation(.int8, .uint8, .int16)
    case (false, true):
      guard output.element == .float32 else { throw OperatorError("expected f32, got \(output)") }
      _ = try x.activation(.int8, .uint8, .int16)
    case (false, false):
      _ = try x.activation(.int8, .uint8, .int16)
      _ =
        try x.element == .int16
        ? output.activation(.int8, .int16, .int32) : output.activation(.int8, .uint8, .int16)
    }
  }

  public func evaluateIntegers(
    _ inputs: [Tensor?], _ outputs: [TensorType], _ rounding: RequantizationRounding
  ) throws -> [Tensor] {
    let (x, output) = (try inputs.required(0), outputs[0])
    guard let result = output.quantization?.single else {
      let (scale, zeroPoint) = try x.type.quantized(.int8, .uint8, .int16)
      let integers = x.integers(less: zeroPoint)
      return [
        Tensor.build(x.shape, of: Float.self) { y in
          for i in y.indices { y[i] = Float(Double(scale) * Double(integers[i])) }
        }
      ]
    }
    let range = IntegerRange(of: output.element)
    guard x.type.quantization != nil else {
      let results = x.withElements(of: Float.self) { x in
        x.map { number in
          let quotient = (number / result.scale).rounded(.toNearestOrAwayFromZero)
          return range(Int(Int32(converting: Double(quotient))) + result.zeroPoint)
        }
      }
      return [Tensor.integers(output, results)]
    }
    let (scale, zeroPoint) = try x.type.quantized(.int8, .uint8, .int16)
    let multiplier = FixedPointMultiplier(Double(scale) / Double(result.scale))
    return [
      x.mapIntegers(to: output) { value in
        range(Int(multiplier.multiply(Int32(value - zeroPoint), rounding: rounding)) + result.zeroPoint)
      }
    ]
  }

  public func lowerIntegers(_ node: Node, into builder: inout TFLiteBuilder) throws {
    let input = builder.tensor(node.inputs[0])
    let output = builder.tensor(node.outputs[0])
    if builder.type(of: output).quantization == nil {
      builder.emit(
        .dequantize, version: builder.version(input, int8: 2, int16: 3),
        options: .dequantize(DequantizeOptions()), [input], to: [output])
    } else {
      builder.emit(.quantize, version: 2, options: .quantize(QuantizeOptions()), [input], to: [output])
    }
  }
}
