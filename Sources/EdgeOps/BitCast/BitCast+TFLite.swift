import EdgeIR
import EdgeTFLite
import TFLiteFormat

extension BitCast: TFLiteLowering {
  public func lower(_ node: Node, into builder: inout TFLiteBuilder) throws {
    builder.emit(
      .bitcast, options: .bitcast(BitcastOptions()), [builder.tensor(node.inputs[0])],
      to: [builder.tensor(node.outputs[0])])
  }
}
