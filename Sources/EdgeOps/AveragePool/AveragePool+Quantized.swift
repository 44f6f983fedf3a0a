import EdgeIR
import EdgeTFLite
import TFLiteFormat

/// The mean of the window's positions in the image, halves away from zero, in the input's own scale.
extension AveragePool: IntegerComputing {
  public func rounding(on runtime: TFLiteTarget) -> RequantizationRounding { .twice }

  public func checkIntegers(_ inputs: [TensorType?], _ outputs: [TensorType]) throws {
    try TFLiteActivation.requireFused(activation)
    let x = try inputs.required(0)
    _ = try x.activation(.int8, .uint8, .int16)
    try x.requireSame(outputs[0])
    guard (try? geometry.requireTFLitePool()) != nil, overhang.allSatisfy({ $0 == 0 }),
      !geometry.hasPadding || (!countsPadding && geometry.isSame(x.shape))
    else {
      throw OperatorError(
        "expected a window along two axes, without dilation, under TFLite's SAME or VALID padding")
    }
  }

  public func evaluateIntegers(
    _ inputs: [Tensor?], _ outputs: [TensorType], _ rounding: RequantizationRounding
  ) throws -> [Tensor] {
    let tensor = try inputs.required(0)
    let x = tensor.integers(less: 0)
    let channels = tensor.shape[tensor.shape.count - 1]
    let range = outputs[0].integerRange(activation)
    let window = WindowPositions(extended, input: tensor.shape, output: outputs[0].shape)
    var results: [Int] = []
    results.reserveCapacity(outputs[0].elementCount)
    window.forEachOutput { positions in
      let count = max(positions.count, 1)
      for c in 0..<channels {
        var sum = 0
        for (_, source) in positions { sum += x[source * channels + c] }
        results.append(range((sum + (sum > 0 ? count / 2 : -(count / 2))) / count))
      }
    }
    return [Tensor.integers(outputs[0], results)]
  }

  public func lowerIntegers(_ node: Node, into builder: inout TFLiteBuilder) throws {
    try geometry.requireTFLitePool()
    let input = builder.tensor(node.inputs[0])
    let output = builder.tensor(node.outputs[0])
    let (image, padding) = builder.paddedWithZero(input, geometry)
    guard image == input else { throw TFLiteRefusal("TFLite's padding of quantized means is SAME or VALID") }
    builder.emit(
      .averagePool2D, version: builder.version(input, int8: 2, int16: 3),
      options: .pool2D(geometry.tflitePool(padding, try builder.fused(activation))), [input], to: [output])
  }
}
