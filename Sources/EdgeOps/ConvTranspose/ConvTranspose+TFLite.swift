import EdgeIR
import EdgeTFLite
import TFLiteFormat

/// TRANSPOSE_CONV, whose SAME and VALID padding fix what is cut off for each size of the output.
extension ConvTranspose: TFLiteLowering {
  public func lower(_ node: Node, into builder: inout TFLiteBuilder) throws {
    guard let inputID = node.inputs[0], let weightsID = node.inputs[1] else {
      throw TFLiteRefusal("a transposed convolution needs an image and weights")
    }
    let (x, weights) = (builder.graph[inputID].type, builder.graph[weightsID].type)
    guard x.element == .float32 else {
      throw TFLiteRefusal("TFLite convolves float32, not \(x.element.rawValue)")
    }
    guard isTransposeConv, x.elementCount > 0 else {
      throw TFLiteRefusal("TRANSPOSE_CONV has two spatial axes, one group and no dilation")
    }
    guard let padding = tflitePadding(x, weights) else {
      throw TFLiteRefusal("TRANSPOSE_CONV has no padding for size \(size) less \(pads)")
    }
    let output = builder.tensor(node.outputs[0])
    let (fused, rest) = TFLiteActivation.split(activation)
    let type = builder.type(of: output)
    let result =
      rest == nil && fused == .none
      ? output : builder.temporary(type, name: "\(builder.name(of: output))_raw")
    let shape = builder.constant(type.shape, name: "\(builder.name(of: output))_shape")
    var operands = [shape, builder.tensor(weightsID), builder.tensor(inputID)]
    if node.inputs.count > 2, node.inputs[2] != nil { operands.append(builder.tensor(node.inputs[2])) }
    let options = TransposeConvOptions(padding: padding, strideW: strides[1], strideH: strides[0])
    builder.emit(
      .transposeConv, version: operands.count > 3 ? 3 : 1, options: .transposeConv(options), operands,
      to: [result])
    if result != output, let activation { try builder.clamp(result, to: output, activation) }
  }

  /// Whether TRANSPOSE_CONV has these attributes.
  var isTransposeConv: Bool { strides.count == 2 && groups == 1 && dilations == [1, 1] }

  /// The padding of the convolution from the output to x that TFLite derives from these sizes; nil when neither cuts
  /// off `pads`.
  func tflitePadding(_ x: TensorType, _ weights: TensorType) -> Padding? {
    let isValid = size.indices.allSatisfy { axis in
      let room = size[axis] - weights.shape[axis + 1]
      return pads[axis] == 0 && room >= 0 && room / strides[axis] + 1 == x.shape[axis + 1]
    }
    if isValid { return .valid }
    let isSame = size.indices.allSatisfy { axis in
      let padding = WindowGeometry.samePadding(
        size[axis], kernel: weights.shape[axis + 1], stride: strides[axis], dilation: 1)
      return pads[axis] == padding.begin
        && (size[axis] + strides[axis] - 1) / strides[axis] == x.shape[axis + 1]
    }
    return isSame ? .same : nil
  }
}
