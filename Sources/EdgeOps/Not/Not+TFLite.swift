import EdgeIR
import EdgeTFLite
import TFLiteFormat

extension Not: TFLiteLowering {
  public func lower(_ node: Node, into builder: inout TFLiteBuilder) throws {
    builder.emit(
      .logicalNot, options: .logicalNot(LogicalNotOptions()), [builder.tensor(node.inputs[0])],
      to: [builder.tensor(node.outputs[0])])
  }
}
