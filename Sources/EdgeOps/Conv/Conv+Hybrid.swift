import EdgeIR

/// Float images under 8-bit weights: each image is quantized as a whole, by its own range, and the sums of products
/// become floats again. With a scale for each output channel the image's range need not be symmetric, with one scale it is
/// (LiteRT's hybrid kernels).
extension Conv {
  func checkHybrid(_ inputs: [TensorType?], _ outputs: [TensorType]) throws {
    try TFLiteActivation.requireFused(activation)
    let (x, weights) = (try inputs.required(0), try inputs.required(1))
    guard x.element == .float32, outputs[0] == TensorType(.float32, outputs[0].shape),
      inputs.optional(2).map({ $0.element == .float32 }) ?? true
    else { throw OperatorError("expected f32 results and bias beside f32 activations, got \(outputs[0])") }
    guard weights.element == .int8, let scales = weights.quantization, scales.axis ?? 0 == 0,
      scales.zeroPoints.allSatisfy({ $0 == 0 }), !isDepthwise(weights), groups == 1
    else {
      throw OperatorError(
        "expected 8-bit weights of one group, scales along the output channels if any axis, beside f32 activations, "
          + "got \(weights)"
      )
    }
  }

  func evaluateHybrid(_ inputs: [Tensor?], _ output: TensorType) throws -> Tensor {
    let (x, weights) = (try inputs.required(0), try inputs.required(1))
    let numbers = x.elements(as: Float.self)
    let images = max(x.shape[0], 1)
    let size = numbers.count / images
    let scales = weights.type.quantization?.scales ?? []
    let isSymmetric = weights.type.quantization?.axis == nil
    let quantized = (0..<images).map { image in
      let part = numbers[image * size..<(image + 1) * size]
      return isSymmetric ? DynamicQuantization(symmetric: part) : DynamicQuantization(part)
    }
    let channels = weights.shape[0]
    let sums = sums(
      quantized.flatMap { $0.integers.map { Int16($0) } }, x.shape, weights.shortIntegers(less: 0),
      weights.type,
      Array(repeating: 0, count: channels), output.shape)
    let bias = inputs.optional(2)?.elements(as: Float.self)
    return Tensor.build(output.shape, of: Float.self) { y in
      let perImage = max(y.count / images, 1)
      for i in y.indices {
        let channel = i % channels
        let scale = quantized[i / perImage].scale
        let product =
          isSymmetric ? Float(sums[i]) * (scale * scales[0]) : Float(sums[i]) * scales[channel] * scale
        let value = bias.map { product + $0[channel] } ?? product
        y[i] = activation.map { $0(value) } ?? value
      }
    }
  }
}
