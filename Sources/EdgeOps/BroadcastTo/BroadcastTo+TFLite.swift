import EdgeIR
import EdgeTFLite
import TFLiteFormat

/// RESHAPE when nothing is repeated, otherwise BROADCAST_TO.
extension BroadcastTo: TFLiteLowering {
  public func lower(_ node: Node, into builder: inout TFLiteBuilder) throws {
    let input = builder.tensor(node.inputs[0])
    let output = builder.tensor(node.outputs[0])
    if builder.type(of: input).elementCount == builder.type(of: output).elementCount {
      builder.reshape(input, to: output)
      return
    }
    guard shape.count <= 8 else { throw TFLiteRefusal("TFLite broadcasts to at most 8 axes") }
    let target = builder.constant(shape, name: "\(builder.name(of: output))_shape")
    builder.emit(
      .broadcastTo, version: 2, options: .broadcastTo(BroadcastToOptions()), [input, target], to: [output])
  }
}
