import EdgeIR
import EdgeTFLite
import TFLiteFormat

extension ReverseSequence: TFLiteLowering {
  public func lower(_ node: Node, into builder: inout TFLiteBuilder) throws {
    let input = builder.tensor(node.inputs[0])
    switch builder.type(of: input).element {
    case .float32, .int16, .int32, .int64, .uint8: break
    case .float16, .float64, .int8, .uint16, .uint32, .uint64, .bool:
      throw TFLiteRefusal("TFLite reverses no \(builder.type(of: input).element.rawValue)")
    }
    let options = ReverseSequenceOptions(seqDim: hasTimeFirst ? 0 : 1, batchDim: hasTimeFirst ? 1 : 0)
    builder.emit(
      .reverseSequence, options: .reverseSequence(options), [input, builder.tensor(node.inputs[1])],
      to: [builder.tensor(node.outputs[0])])
  }
}
