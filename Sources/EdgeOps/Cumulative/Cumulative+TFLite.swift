import EdgeIR
import EdgeTFLite
import TFLiteFormat

/// CUMSUM; there are no running products.
extension Cumulative: TFLiteLowering {
  public func lower(_ node: Node, into builder: inout TFLiteBuilder) throws {
    guard kind == .sum else { throw TFLiteRefusal("TFLite has no running products") }
    let input = builder.tensor(node.inputs[0])
    let output = builder.tensor(node.outputs[0])
    switch builder.type(of: input).element {
    case .float32, .int32, .int64: break
    case .float16, .float64, .int8, .int16, .uint8, .uint16, .uint32, .uint64, .bool:
      throw TFLiteRefusal("TFLite has no running sums of \(builder.type(of: input).element.rawValue)")
    }
    let position = builder.constant(
      Tensor(scalar: Int32(clamping: axis)), name: "\(builder.name(of: output))_axis")
    builder.emit(
      .cumsum, options: .cumsum(CumsumOptions(exclusive: isExclusive, reverse: isReversed)),
      [input, position], to: [output])
  }
}
