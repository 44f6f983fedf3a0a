import EdgeIR
import EdgeTFLite
import TFLiteFormat

extension HardSwish: TFLiteLowering {
  public func lower(_ node: Node, into builder: inout TFLiteBuilder) throws {
    let input = builder.tensor(node.inputs[0])
    let element = builder.type(of: input).element
    guard element == .float32 else {
      throw TFLiteRefusal(
        "TFLite's HARD_SWISH takes float32, not \(element.rawValue)", hint: "convert the model to float32")
    }
    builder.emit(.hardSwish, [input], to: [builder.tensor(node.outputs[0])])
  }
}
