import EdgeIR
import EdgeTFLite
import TFLiteFormat

/// PAD with zeros, PADV2 with another value; the other modes are a GATHER along each padded axis.
extension Pad: TFLiteLowering {
  public func lower(_ node: Node, into builder: inout TFLiteBuilder) throws {
    let input = builder.tensor(node.inputs[0])
    let output = builder.tensor(node.outputs[0])
    let type = builder.type(of: input)
    switch type.element {
    case .float16, .float32, .int8, .int16, .int32, .int64, .uint8, .bool: break
    case .float64, .uint16, .uint32, .uint64:
      throw TFLiteRefusal("TFLite pads no \(type.element.rawValue)")
    }
    guard mode == .constant else {
      try gather(input, to: output, &builder)
      return
    }
    guard type.rank <= 5, type.rank > 0 else { throw TFLiteRefusal("TFLite pads tensors of 1 to 5 axes") }
    let pads = zip(begins, ends).flatMap { [Int32(clamping: $0), Int32(clamping: $1)] }
    let amounts = builder.constant(
      Tensor([type.rank, 2], pads), name: "\(builder.name(of: output))_pads")
    if node.inputs.count > 1, let value = node.inputs[1] {
      let fill = builder.reshaped(builder.tensor(value), to: [1])
      builder.emit(.padV2, options: .padV2(PadV2Options()), [input, amounts, fill], to: [output])
    } else {
      builder.emit(.pad, options: .pad(PadOptions()), [input, amounts], to: [output])
    }
  }

  private func gather(
    _ input: TFLiteBuilder.TensorIndex, to output: TFLiteBuilder.TensorIndex, _ builder: inout TFLiteBuilder
  ) throws {
    let axes = begins.indices.filter { begins[$0] + ends[$0] > 0 }
    try builder.requireGathered(builder.type(of: input).element)
    var current = input
    for axis in axes {
      let type = builder.type(of: current)
      let indices = sources(axis: axis, size: type.shape[axis]).compactMap { $0 }
      var shape = type.shape
      shape[axis] = indices.count
      let name = builder.name(of: output)
      let next =
        axis == axes.last ? output : builder.temporary(type.with(shape: shape), name: "\(name)_axis\(axis)")
      let positions = builder.constant(indices, name: "\(name)_positions\(axis)")
      builder.emit(.gather, options: .gather(GatherOptions(axis: axis)), [current, positions], to: [next])
      current = next
    }
    if axes.isEmpty { builder.reshape(input, to: output) }
  }
}
