import EdgeIR
import EdgeTFLite
import TFLiteFormat

extension Not: TFLiteLowering {
  public func lower(_ node: Node, into builder: inout TFLiteBuilder) throws {
    let element = builder.graph[node.outputs[0]].type.element
    guard element == .bool else { throw TFLiteRefusal("TFLite has no complement of \(element.rawValue)") }
    builder.emit(
      .logicalNot, options: .logicalNot(LogicalNotOptions()), [builder.tensor(node.inputs[0])],
      to: [builder.tensor(node.outputs[0])])
  }
}
