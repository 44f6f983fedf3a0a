import EdgeIR
import EdgeTFLite
import TFLiteFormat

/// Sums of products of 8-bit numbers in 32 bits, of 16-bit by 8-bit numbers in as many as the bias has.
extension Conv: IntegerComputing {
  public func rounding(on runtime: TFLiteTarget) -> RequantizationRounding { .twice }

  public func checkIntegers(_ inputs: [TensorType?], _ outputs: [TensorType]) throws {
    guard strides.count == 2 else {
      throw OperatorError("expected two spatial axes, got \(strides.count)")
    }
    if try inputs.required(0).quantization == nil { return try checkHybrid(inputs, outputs) }
    try IntegerProduct.check(inputs, outputs, activation)
  }

  public func evaluateIntegers(
    _ inputs: [Tensor?], _ outputs: [TensorType], _ rounding: RequantizationRounding
  ) throws -> [Tensor] {
    let x = try inputs.required(0)
    if x.type.quantization == nil { return [try evaluateHybrid(inputs, outputs[0])] }
    let product = try IntegerProduct(inputs, outputs[0], activation, rounding)
    let sums = sums(
      product.x, x.shape, product.weights, try inputs.required(1).type, product.bias, outputs[0].shape)
    return [product.output(sums, outputs[0])]
  }

  /// The sums of products for each element of the output, beginning with the bias.
  func sums(
    _ x: [Int16], _ shape: [Int], _ weights: [Int16], _ type: TensorType, _ bias: [Int64], _ output: [Int]
  ) -> [Int64] {
    IntegerConvolution(
      window: WindowPositions(geometry(type), input: shape, output: output), groups: groups, weights: weights,
      outputs: type.shape[0]
    ).sums(x, bias: bias, count: output.reduce(1, *))
  }

  /// CONV_2D or DEPTHWISE_CONV_2D.
  public func lowerIntegers(_ node: Node, into builder: inout TFLiteBuilder) throws {
    guard let weightsID = node.inputs[1], strides.count == 2 else {
      throw TFLiteRefusal("\(strides.count)-D convolution has no lowering to TFLite")
    }
    let fused = try builder.fused(activation)
    let weights = builder.graph[weightsID].type
    let (input, padding) = builder.paddedWithZero(builder.tensor(node.inputs[0]), geometry(weights))
    let output = builder.tensor(node.outputs[0])
    let bias =
      node.inputs.count > 2 && node.inputs[2] != nil
      ? builder.tensor(node.inputs[2])
      : zeros(beside: input, weights, name: builder.name(of: output), &builder)
    guard isDepthwise(weights) else {
      let options = Conv2DOptions(
        padding: padding, strideW: strides[1], strideH: strides[0], fusedActivationFunction: fused,
        dilationWFactor: dilations[1], dilationHFactor: dilations[0])
      let isHybrid = builder.type(of: input).element == .float32
      let version = groups > 1 ? 6 : isHybrid ? 5 : builder.version(input, int8: 3, int16: 4)
      builder.emit(
        .conv2D, version: version, options: .conv2D(options), [input, builder.tensor(weightsID), bias],
        to: [output])
      return
    }
    guard let packed = depthwiseWeights(builder.graph[weightsID]) else {
      throw TFLiteRefusal(
        "depthwise convolution with computed weights has no TFLite form", hint: "make the weights constant")
    }
    let options = DepthwiseConv2DOptions(
      padding: padding, strideW: strides[1], strideH: strides[0],
      depthMultiplier: weights.shape[0] / groups, fusedActivationFunction: fused,
      dilationWFactor: dilations[1], dilationHFactor: dilations[0])
    let filter = builder.constant(packed, name: builder.graph[weightsID].name)
    builder.emit(
      .depthwiseConv2D, version: builder.version(input, int8: 3, int16: 5),
      options: .depthwiseConv2D(options), [input, filter, bias], to: [output])
  }

  /// The bias that CONV_2D demands where the model has none.
  private func zeros(
    beside image: TFLiteBuilder.TensorIndex, _ weights: TensorType, name: String,
    _ builder: inout TFLiteBuilder
  ) -> TFLiteBuilder.TensorIndex {
    let input = builder.type(of: image)
    let element: ElementType =
      input.element == .float32 ? .float32 : input.element == .int16 ? .int64 : .int32
    let quantization = weights.quantization.flatMap { weights -> Quantization? in
      guard let scale = input.quantization?.single?.scale else { return nil }
      let scales = weights.scales.map {
        min(max($0 * scale, .leastNormalMagnitude), .greatestFiniteMagnitude)
      }
      return weights.axis == nil
        ? Quantization(scale: scales[0], zeroPoint: 0)
        : Quantization(scales: scales, zeroPoints: scales.map { _ in 0 }, axis: 0)
    }
    let type = TensorType(element, [weights.shape[0]], quantization: quantization)
    let zeros = Tensor(type, storage: TensorStorage(zeroed: type.sizeInBytes))
    return builder.constant(zeros, name: "\(name)_bias")
  }

  /// As `[1, H, W, O]`, scales along the last axis.
  private func depthwiseWeights(_ weights: Value) -> Tensor? {
    guard let tensor = weights.constant else { return nil }
    let (outputs, height, width) = (tensor.shape[0], tensor.shape[1], tensor.shape[2])
    let packed = gatherElements(
      tensor, shape: [1, height, width, outputs], strides: [0, width, 1, height * width])
    var type = packed.type
    type.quantization = tensor.type.quantization.map { old in
      old.axis == nil ? old : Quantization(scales: old.scales, zeroPoints: old.zeroPoints, axis: 3)
    }
    return packed.as(type)
  }
}
