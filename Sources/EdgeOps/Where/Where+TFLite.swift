import EdgeIR
import EdgeTFLite
import TFLiteFormat

extension Where: TFLiteLowering {
  public func lower(_ node: Node, into builder: inout TFLiteBuilder) throws {
    let inputs = node.inputs.map { builder.tensor($0) }
    try builder.emitBroadcasting(
      .selectV2, options: .selectV2(SelectV2Options()), inputs, to: builder.tensor(node.outputs[0]))
  }
}
