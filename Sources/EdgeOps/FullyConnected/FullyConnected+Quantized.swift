import EdgeIR
import EdgeTFLite
import TFLiteFormat

/// LiteRT's kernel brings sums to the output's scale in double precision, the microcontrollers' in fixed point.
extension FullyConnected: IntegerComputing {
  public func rounding(on runtime: TFLiteTarget) -> RequantizationRounding {
    switch runtime {
    case .litert: .real
    case .tflm: .twice
    }
  }

  public func checkIntegers(_ inputs: [TensorType?], _ outputs: [TensorType]) throws {
    try IntegerProduct.check(inputs, outputs, activation)
  }

  public func evaluateIntegers(
    _ inputs: [Tensor?], _ outputs: [TensorType], _ rounding: RequantizationRounding
  ) throws -> [Tensor] {
    let product = try IntegerProduct(inputs, outputs[0], activation, rounding)
    let shape = try inputs.required(1).shape
    let rows = shape[0] == 0 ? 0 : outputs[0].elementCount / shape[0]
    var sums = IntegerDotProduct.products(
      product.x[...], rows: rows, product.weights[...], columns: shape[0], length: shape[1], isNarrow: true)
    for i in sums.indices { sums[i] &+= product.bias[i % shape[0]] }
    return [product.output(sums, outputs[0])]
  }

  public func lowerIntegers(_ node: Node, into builder: inout TFLiteBuilder) throws {
    let input = builder.tensor(node.inputs[0])
    let weights = builder.tensor(node.inputs[1])
    let bias = node.inputs.count > 2 ? builder.tensor(node.inputs[2]) : TFLiteBuilder.absent
    let output = builder.tensor(node.outputs[0])
    let keepsDimensions = builder.type(of: input).rank != 2
    let isPerChannel = builder.type(of: weights).quantization?.axis != nil
    let plain = bias == TFLiteBuilder.absent ? 6 : keepsDimensions ? 5 : 4
    let options = FullyConnectedOptions(
      fusedActivationFunction: try builder.fused(activation), keepNumDims: keepsDimensions)
    builder.emit(
      .fullyConnected,
      version: isPerChannel ? 12 : builder.version(input, int8: plain, int16: 7),
      options: .fullyConnected(options), [input, weights, bias], to: [output])
  }
}
