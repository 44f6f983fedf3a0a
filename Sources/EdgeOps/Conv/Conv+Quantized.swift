import EdgeIR
import EdgeTFLite
import TFLiteFormat

/// Sums of products of 8-bit numbers in 32 bits, of 16-bit by 8-bit numbers in as many as the bias has.
extension Conv: IntegerComputing {
  public func rounding(on runtime: TFLiteTarget) -> RequantizationRounding { .twice }

  public func checkIntegers(_ inputs: [TensorType?], _ outputs: [TensorType]) throws {
    if try inputs.required(0).quantization == nil { return try checkHybrid(inputs, outputs) }
    try IntegerProduct.check(inputs, outputs)
  }

  public func evaluateIntegers(
    _ inputs: [Tensor?], _ outputs: [TensorType], _ rounding: RequantizationRounding
  ) throws -> [Tensor] {
    let x = try inputs.required(0)
    if x.type.quantization == nil { return [try evaluateHybrid(inputs, outputs[0])] }
    let product = try IntegerProduct(inputs, outputs[0], activation, rounding)
    let weights = try inputs.required(1).type
    let sums = sums(product.x, x.shape, product.weights, weights, product.bias, outputs[0].shape)
    let channels = weights.shape[0]
    return [
      Tensor.integers(outputs[0], sums.enumerated().map { product.requantize($1, $0 % channels) })
    ]
  }

  /// The sums of products for each element of the output, beginning with the bias.
  func sums(
    _ x: [Int], _ shape: [Int], _ weights: [Int], _ type: TensorType, _ bias: [Int], _ output: [Int]
  ) -> [Int] {
    let window = WindowPositions(geometry(type), input: shape, output: output)
    let outputs = type.shape[0]
    let channels = type.shape[type.rank - 1]
    let outputsPerGroup = outputs / groups
    let inputStride = channels * groups
    let taps = outputs == 0 ? 0 : weights.count / outputs
    // As [taps, C/groups, O], so that the innermost loop runs over memory.
    var factors = [Int](repeating: 0, count: weights.count)
    for o in 0..<outputs {
      for tap in 0..<taps { factors[tap * outputs + o] = weights[o * taps + tap] }
    }
    var sums = bias
    var results: [Int] = []
    results.reserveCapacity(output.reduce(1, *))
    window.forEachOutput { positions in
      for o in 0..<outputs { sums[o] = bias[o] }
      sums.withUnsafeMutableBufferPointer { sums in
        factors.withUnsafeBufferPointer { factors in
          x.withUnsafeBufferPointer { x in
            for (tap, position) in positions {
              for channel in 0..<inputStride {
                let value = x[position * inputStride + channel]
                let group = channel / channels
                let row = (tap * channels + channel - group * channels) * outputs
                for o in group * outputsPerGroup..<(group + 1) * outputsPerGroup {
                  sums[o] &+= value &* factors[row &+ o]
                }
              }
            }
          }
        }
      }
      results += sums
    }
    return results
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
    let bias = node.inputs.count > 2 && node.inputs[2] != nil ? [builder.tensor(node.inputs[2])] : []
    guard isDepthwise(weights) else {
      let options = Conv2DOptions(
        padding: padding, strideW: strides[1], strideH: strides[0], fusedActivationFunction: fused,
        dilationWFactor: dilations[1], dilationHFactor: dilations[0])
      let isHybrid = builder.type(of: input).element == .float32
      let version = groups > 1 ? 6 : isHybrid ? 5 : builder.version(input, int8: 3, int16: 4)
      builder.emit(
        .conv2D, version: version, options: .conv2D(options), [input, builder.tensor(weightsID)] + bias,
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
      options: .depthwiseConv2D(options), [input, filter] + bias, to: [output])
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
