import EdgeIR
import EdgeTFLite
import TFLiteFormat

/// SELECT_V2 between the input and zero.
extension Trilu: TFLiteLowering {
  public func lower(_ node: Node, into builder: inout TFLiteBuilder) throws {
    let input = builder.tensor(node.inputs[0])
    let output = builder.tensor(node.outputs[0])
    let type = builder.type(of: input)
    switch type.element {
    case .float32, .int32, .int64: break
    case .float16, .float64, .int8, .int16, .uint8, .uint16, .uint32, .uint64, .bool:
      throw TFLiteRefusal("TFLite selects among no \(type.element.rawValue)")
    }
    let name = builder.name(of: output)
    let mask = builder.constant(mask(type), name: "\(name)_mask")
    let zero = Tensor(type.with(shape: []), storage: TensorStorage(zeroed: type.element.sizeInBytes))
    builder.emit(
      .selectV2, options: .selectV2(SelectV2Options()),
      [mask, input, builder.constant(zero, name: "\(name)_zero")], to: [output])
  }
}
