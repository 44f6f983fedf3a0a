import EdgeIR
import EdgeTFLite
import TFLiteFormat

extension Concat: TFLiteLowering {
  public func lower(_ node: Node, into builder: inout TFLiteBuilder) throws {
    let parts = node.inputs.map { builder.tensor($0) }
    let output = builder.tensor(node.outputs[0])
    switch builder.type(of: output).element {
    case .float32, .int8, .int16, .int32, .int64, .uint8, .uint32, .bool: break
    case .float16, .float64, .uint16, .uint64:
      throw TFLiteRefusal("TFLite joins no \(builder.type(of: output).element.rawValue)")
    }
    if parts.count == 1 {
      builder.reshape(parts[0], to: output)
      return
    }
    builder.emit(
      .concatenation, options: .concatenation(ConcatenationOptions(axis: axis)), parts, to: [output])
  }
}
