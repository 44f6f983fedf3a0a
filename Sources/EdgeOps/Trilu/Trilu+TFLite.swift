import EdgeIR
import EdgeTFLite
import TFLiteFormat

/// SELECT_V2 between the input and zero.
extension Trilu: TFLiteLowering {
  public func lower(_ node: Node, into builder: inout TFLiteBuilder) throws {
    let input = builder.tensor(node.inputs[0])
    let output = builder.tensor(node.outputs[0])
    let type = builder.type(of: input)
    let name = builder.name(of: output)
    let mask = builder.constant(mask(type), name: "\(name)_mask")
    let zero = Tensor(type.with(shape: []), storage: TensorStorage(zeroed: type.element.sizeInBytes))
    let operands = [mask, input, builder.constant(zero, name: "\(name)_zero")]
    try builder.emitBroadcasting(.selectV2, options: .selectV2(SelectV2Options()), operands, to: output)
  }
}
