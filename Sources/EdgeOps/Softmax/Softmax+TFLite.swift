import EdgeIR
import EdgeTFLite
import TFLiteFormat

/// SOFTMAX or LOG_SOFTMAX, which work along the last axis: another one is brought there and back.
extension Softmax: TFLiteLowering {
  public func lower(_ node: Node, into builder: inout TFLiteBuilder) throws {
    let input = builder.tensor(node.inputs[0])
    let element = builder.type(of: input).element
    guard element == .float32 else {
      throw TFLiteRefusal("TFLite normalises float32, not \(element.rawValue)")
    }
    try lowerRows(node, into: &builder)
  }

  /// The operators, for elements that TFLite normalises.
  func lowerRows(_ node: Node, into builder: inout TFLiteBuilder) throws {
    let input = builder.tensor(node.inputs[0])
    let output = builder.tensor(node.outputs[0])
    let type = builder.type(of: input)
    // Softmax kernels take ranks 1 to 4; rows in two axes are what they compute anyway.
    let (outer, count, inner) = extents(type.shape)
    if inner == 1 {
      let rows = type.rank <= 4 ? input : builder.reshaped(input, to: [outer, count])
      let result =
        type.rank <= 4
        ? output
        : builder.temporary(
          builder.type(of: output).with(shape: [outer, count]), name: "\(builder.name(of: output))_rows")
      emit(rows, to: result, &builder)
      if result != output { builder.reshape(result, to: output) }
      return
    }
    let blocks = builder.reshaped(input, to: [outer, count, inner])
    let rows = builder.transposed(blocks, by: [0, 2, 1])
    let name = builder.name(of: output)
    let turned = builder.type(of: output).with(shape: builder.type(of: rows).shape)
    let result = builder.temporary(turned, name: "\(name)_rows")
    emit(rows, to: result, &builder)
    let back = builder.transposed(result, by: [0, 2, 1])
    builder.reshape(back, to: output)
  }

  private func emit(
    _ input: TFLiteBuilder.TensorIndex, to output: TFLiteBuilder.TensorIndex, _ builder: inout TFLiteBuilder
  ) {
    if logarithmic {
      builder.emit(
        .logSoftmax, version: builder.version(input, int8: 2, int16: 2),
        options: .logSoftmax(LogSoftmaxOptions()), [input], to: [output])
    } else {
      builder.emit(
        .softmax, version: builder.version(input, int8: 2, int16: 3),
        options: .softmax(SoftmaxOptions(beta: 1)), [input], to: [output])
    }
  }
}
