import EdgeIR
import EdgeTFLite
import TFLiteFormat

/// RELU and its kin where the range is theirs, otherwise MAXIMUM and MINIMUM.
extension Clip: TFLiteLowering {
  public func lower(_ node: Node, into builder: inout TFLiteBuilder) throws {
    let input = builder.tensor(node.inputs[0])
    guard builder.type(of: input).element == .float32 else {
      throw TFLiteRefusal("TFLite limits float32, not \(builder.type(of: input).element.rawValue)")
    }
    try builder.clamp(input, to: builder.tensor(node.outputs[0]), clamp)
  }
}
