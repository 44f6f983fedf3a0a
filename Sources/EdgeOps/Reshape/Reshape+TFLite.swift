import EdgeIR
import EdgeTFLite
import TFLiteFormat

extension Reshape: TFLiteLowering {
  public func lower(_ node: Node, into builder: inout TFLiteBuilder) throws {
    builder.reshape(builder.tensor(node.inputs[0]), to: builder.tensor(node.outputs[0]))
  }
}
