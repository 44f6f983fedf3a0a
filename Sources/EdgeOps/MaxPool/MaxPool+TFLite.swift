import EdgeIR
import EdgeTFLite
import TFLiteFormat

/// MAX_POOL_2D, after a PADV2 with the lowest number where TFLite's two paddings do not say it.
extension MaxPool: TFLiteLowering {
  public func lower(_ node: Node, into builder: inout TFLiteBuilder) throws {
    guard indices == nil else { throw TFLiteRefusal("TFLite pools without telling where the largest lie") }
    try geometry.requireTFLitePool()
    let input = builder.tensor(node.inputs[0])
    let type = builder.type(of: input)
    guard type.element == .float32 || type.quantization != nil, let numbers = type.element.numericType else {
      throw TFLiteRefusal("TFLite pools float32, not \(type.element.rawValue)")
    }
    let output = builder.tensor(node.outputs[0])
    let (fused, rest) = TFLiteActivation.split(activation)
    let result =
      rest == nil
      ? output : builder.temporary(builder.type(of: output), name: "\(builder.name(of: output))_raw")
    let (image, padding) = builder.padded(input, geometry, fill: lowest(numbers, type))
    builder.emit(
      .maxPool2D, version: builder.version(input, int8: 2, int16: 3),
      options: .pool2D(geometry.tflitePool(padding, fused)), [image], to: [result])
    if let rest { try builder.clamp(result, to: output, rest) }
  }
}

extension MaxPool {
  /// The number that no other is below, as a scalar of the type.
  private func lowest<Element: NumericElement>(_: Element.Type, _ type: TensorType) -> Tensor {
    Tensor(scalar: Element.lowest).as(TensorType(type.element, [], quantization: type.quantization))
  }
}

extension WindowGeometry {
  /// Throws unless TFLite has poolings with windows like this.
  func requireTFLitePool() throws {
    guard rank == 2 else { throw TFLiteRefusal("\(rank)-D pooling has no TFLite form") }
    guard dilations == [1, 1] else { throw TFLiteRefusal("dilated pooling has no TFLite form") }
  }

  func tflitePool(_ padding: Padding, _ fused: ActivationFunctionType) -> Pool2DOptions {
    Pool2DOptions(
      padding: padding, strideW: strides[1], strideH: strides[0], filterWidth: kernel[1],
      filterHeight: kernel[0], fusedActivationFunction: fused)
  }
}
