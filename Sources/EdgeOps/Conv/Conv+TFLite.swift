import EdgeIR
import EdgeTFLite
import TFLiteFormat

/// CONV_2D or DEPTHWISE_CONV_2D, after a PAD where TFLite's two paddings do not say it.
extension Conv: TFLiteLowering {
  public func lower(_ node: Node, into builder: inout TFLiteBuilder) throws {
    let (weightsID, window) = try window(node, builder.graph)
    let (input, padding) = builder.padded(
      builder.tensor(node.inputs[0]), window, fill: Tensor(scalar: Float(0)))
    let output = builder.tensor(node.outputs[0])
    let (fused, rest) = TFLiteActivation.split(activation)
    let result =
      rest == nil
      ? output : builder.temporary(builder.type(of: output), name: "\(builder.name(of: output))_raw")

    let weights = builder.graph[weightsID].type
    let bias =
      node.inputs.count > 2 && node.inputs[2] != nil
      ? builder.tensor(node.inputs[2])
      : builder.constant(
        Tensor([weights.shape[0]], [Float](repeating: 0, count: weights.shape[0])),
        name: "\(builder.name(of: output))_bias")
    if isDepthwise(weights) {
      emitDepthwise(weightsID, window, padding, fused, [input, bias], result, &builder)
    } else {
      let options = Conv2DOptions(
        padding: padding, strideW: strides[1], strideH: strides[0],
        fusedActivationFunction: fused, dilationWFactor: dilations[1],
        dilationHFactor: dilations[0])
      builder.emit(
        .conv2D, version: groups > 1 ? 6 : 1, options: .conv2D(options),
        [input, builder.tensor(weightsID), bias], to: [result])
    }
    if let rest { try builder.clamp(result, to: output, rest) }
  }

  /// The weights and the window, once it is certain that TFLite has this convolution.
  private func window(_ node: Node, _ graph: Graph) throws -> (ValueID, WindowGeometry) {
    guard let weightsID = node.inputs[1], let inputID = node.inputs[0] else {
      throw TFLiteRefusal("a convolution needs weights")
    }
    let weights = graph[weightsID].type
    guard graph[inputID].type.element == .float32 else {
      throw TFLiteRefusal("TFLite convolves float32, not \(graph[inputID].type.element.rawValue)")
    }
    guard strides.count == 2 else {
      throw TFLiteRefusal("\(strides.count)-D convolution has no lowering to TFLite")
    }
    return (weightsID, geometry(weights))
  }

  /// TFLite keeps depthwise weights as `[1, H, W, O]`.
  private func emitDepthwise(
    _ weightsID: ValueID, _ window: WindowGeometry, _ padding: Padding, _ fused: ActivationFunctionType,
    _ operands: [TFLiteBuilder.TensorIndex], _ output: TFLiteBuilder.TensorIndex,
    _ builder: inout TFLiteBuilder
  ) {
    let shape = builder.graph[weightsID].type.shape
    let (outputs, height, width) = (shape[0], shape[1], shape[2])
    let weights =
      builder.graph[weightsID].constant.map { tensor in
        let packed = gatherElements(
          tensor, shape: [1, height, width, outputs], strides: [0, width, 1, height * width])
        return builder.constant(packed, name: builder.graph[weightsID].name)
      } ?? builder.transposed(builder.tensor(weightsID), by: [3, 1, 2, 0])
    let options = DepthwiseConv2DOptions(
      padding: padding, strideW: strides[1], strideH: strides[0],
      depthMultiplier: outputs / groups, fusedActivationFunction: fused,
      dilationWFactor: dilations[1], dilationHFactor: dilations[0])
    builder.emit(
      .depthwiseConv2D, version: dilations == [1, 1] ? 1 : 2, options: .depthwiseConv2D(options),
      [operands[0], weights, operands[1]], to: [output])
  }
}
