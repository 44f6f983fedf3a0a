import EdgeIR
import EdgeTFLite
import TFLiteFormat

/// As Conv; what no tap reaches is the bias.
extension ConvTranspose: IntegerComputing {
  public func rounding(on runtime: TFLiteTarget) -> RequantizationRounding { .twice }

  public func checkIntegers(_ inputs: [TensorType?], _ outputs: [TensorType]) throws {
    let (x, weights) = (try inputs.required(0), try inputs.required(1))
    _ = try x.activation(.int8, .int16)
    try IntegerProduct.check(inputs, outputs, activation)
    guard isTransposeConv, x.elementCount > 0, tflitePadding(x, weights) != nil else {
      throw OperatorError(
        "expected two spatial axes, one group, no dilation, and SAME or VALID padding, got \(self)")
    }
  }

  public func evaluateIntegers(
    _ inputs: [Tensor?], _ outputs: [TensorType], _ rounding: RequantizationRounding
  ) throws -> [Tensor] {
    let product = try IntegerProduct(inputs, outputs[0], activation, rounding)
    let weights = try inputs.required(1).type
    let window = WindowPositions(
      geometry(weights), input: try inputs.required(0).shape, output: outputs[0].shape, isTransposed: true)
    let sums = IntegerConvolution(
      window: window, groups: groups, weights: product.weights, outputs: weights.shape[0]
    ).sums(product.x, bias: product.bias, count: outputs[0].elementCount)
    return [product.output(sums, outputs[0])]
  }

  public func lowerIntegers(_ node: Node, into builder: inout TFLiteBuilder) throws {
    guard let inputID = node.inputs[0], let weightsID = node.inputs[1],
      let padding = tflitePadding(builder.graph[inputID].type, builder.graph[weightsID].type)
    else { throw TFLiteRefusal("TRANSPOSE_CONV has no padding for size \(size) less \(pads)") }
    let output = builder.tensor(node.outputs[0])
    let fused = try builder.fused(activation)
    let shape = builder.constant(builder.type(of: output).shape, name: "\(builder.name(of: output))_shape")
    var operands = [shape, builder.tensor(weightsID), builder.tensor(inputID)]
    if node.inputs.count > 2, node.inputs[2] != nil { operands.append(builder.tensor(node.inputs[2])) }
    let options = TransposeConvOptions(
      padding: padding, strideW: strides[1], strideH: strides[0], fusedActivationFunction: fused)
    builder.emit(
      .transposeConv, version: fused == .none ? 3 : 4, options: .transposeConv(options), operands,
      to: [output])
  }
}
