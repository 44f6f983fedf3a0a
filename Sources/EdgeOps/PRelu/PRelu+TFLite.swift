import EdgeIR
import EdgeTFLite
import TFLiteFormat

extension PRelu: TFLiteLowering {
  public func lower(_ node: Node, into builder: inout TFLiteBuilder) throws {
    let output = builder.tensor(node.outputs[0])
    let element = builder.type(of: output).element
    guard element == .float32 else {
      throw TFLiteRefusal("TFLite has no PRELU of \(element.rawValue)", hint: "convert the model to float32")
    }
    try builder.emitBroadcasting(.prelu, options: nil, node.inputs.map { builder.tensor($0) }, to: output)
  }
}
