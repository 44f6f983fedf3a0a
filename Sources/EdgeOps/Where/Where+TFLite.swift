import EdgeIR
import EdgeTFLite
import TFLiteFormat

extension Where: TFLiteLowering {
  public func lower(_ node: Node, into builder: inout TFLiteBuilder) throws {
    let output = builder.tensor(node.outputs[0])
    let element = builder.type(of: output).element
    switch element {
    case .float32, .int8, .int16, .int32, .int64, .uint8, .bool: break
    case .float16, .float64, .uint16, .uint32, .uint64:
      throw TFLiteRefusal(
        "TFLite does not choose between \(element.rawValue)", hint: "convert the model to float32")
    }
    let inputs = node.inputs.map { builder.tensor($0) }
    try builder.emitBroadcasting(.selectV2, options: .selectV2(SelectV2Options()), inputs, to: output)
  }
}
