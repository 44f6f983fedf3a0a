import EdgeIR
import EdgeTFLite
import TFLiteFormat

/// LOCAL_RESPONSE_NORMALIZATION, which reaches equally far to both sides along the last of four axes. Another axis is
/// transposed to the end and back.
extension LocalResponseNormalization: TFLiteLowering {
  public func lower(_ node: Node, into builder: inout TFLiteBuilder) throws {
    let input = builder.tensor(node.inputs[0])
    let output = builder.tensor(node.outputs[0])
    let type = builder.type(of: input)
    guard type.element == .float32, type.elementCount > 0 else {
      throw TFLiteRefusal("TFLite normalises float32, not \(type)")
    }
    guard !size.isMultiple(of: 2) else {
      throw TFLiteRefusal("LOCAL_RESPONSE_NORMALIZATION has as many neighbours before as behind")
    }
    let (outer, channels, inner) = extents(type.shape)
    let isLast = inner == 1
    let rows = builder.reshaped(
      input, to: isLast ? [1, 1, outer, channels] : [1, outer, channels, inner])
    let image = isLast ? rows : builder.transposed(rows, by: [0, 1, 3, 2])
    let result = builder.temporary(
      builder.type(of: image), name: "\(builder.name(of: output))_normalized")
    let options = LocalResponseNormalizationOptions(
      radius: size / 2, bias: bias, alpha: alpha / Float(size), beta: beta)
    builder.emit(
      .localResponseNormalization, options: .localResponseNormalization(options), [image], to: [result])
    builder.reshape(isLast ? result : builder.transposed(result, by: [0, 1, 3, 2]), to: output)
  }
}
