import EdgeIR
import EdgeTFLite
import TFLiteFormat

/// AVERAGE_POOL_2D. Its SAME padding does not count, which is ONNX's default. Other padding is zeros under VALID
/// windows; where they must not count, each mean is scaled by window size / counted positions.
extension AveragePool: TFLiteLowering {
  public func lower(_ node: Node, into builder: inout TFLiteBuilder) throws {
    try geometry.requireTFLitePool()
    let input = builder.tensor(node.inputs[0])
    let type = builder.type(of: input)
    guard type.element == .float32 else {
      throw TFLiteRefusal("TFLite pools float32, not \(type.element.rawValue)")
    }
    let output = builder.tensor(node.outputs[0])
    let (fused, rest) = TFLiteActivation.split(activation)
    let result =
      rest == nil
      ? output : builder.temporary(builder.type(of: output), name: "\(builder.name(of: output))_raw")
    let size = Float(geometry.kernel.reduce(1, *))
    let divisors = try divisors(type)
    let (image, padding) = builder.padded(input, extended, fill: Tensor(scalar: Float(0)))
    let isPlain =
      padding == .same && extended.hasPadding
      ? !countsPadding : divisors.elements(as: Float.self).allSatisfy { $0 == size }
    if isPlain {
      builder.emit(
        .averagePool2D, options: .pool2D(geometry.tflitePool(padding, fused)), [image], to: [result])
    } else {
      let zeroPadded = padding == .same ? builder.zeroPadded(input, extended) : image
      scale(zeroPadded, divisors, fused, to: result, &builder)
    }
    if let rest { try builder.clamp(result, to: output, rest) }
  }

  private func scale(
    _ image: TFLiteBuilder.TensorIndex, _ divisors: Tensor, _ fused: ActivationFunctionType,
    to result: TFLiteBuilder.TensorIndex, _ builder: inout TFLiteBuilder
  ) {
    let size = Float(geometry.kernel.reduce(1, *))
    let name = builder.name(of: result)
    let means = builder.temporary(builder.type(of: result), name: "\(name)_means")
    builder.emit(
      .averagePool2D, options: .pool2D(geometry.tflitePool(.valid, .none)), [image], to: [means])
    let factors = builder.constant(
      divisors.mapElements(of: Float.self) { size / $0 }, name: "\(name)_factors")
    builder.emit(
      .mul, options: .mul(MulOptions(fusedActivationFunction: fused)), [means, factors], to: [result])
  }
}
