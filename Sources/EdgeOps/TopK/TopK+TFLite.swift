import EdgeIR
import EdgeTFLite
import TFLiteFormat

/// TOPK_V2: the largest along the last axis.
extension TopK: TFLiteLowering {
  public func lower(_ node: Node, into builder: inout TFLiteBuilder) throws {
    let input = builder.tensor(node.inputs[0])
    let type = builder.type(of: input)
    guard isLargest, axis == type.rank - 1 else {
      throw TFLiteRefusal("TFLite finds the largest along the last axis only")
    }
    switch type.element {
    case .float32, .int8, .int16, .int32, .int64, .uint8: break
    case .float16, .float64, .uint16, .uint32, .uint64, .bool:
      throw TFLiteRefusal("TFLite does not sort \(type.element.rawValue)")
    }
    let outputs = node.outputs.map { builder.tensor($0) }
    let name = builder.name(of: outputs[0])
    let count = builder.constant(Tensor(scalar: Int32(clamping: k)), name: "\(name)_k")
    let positions = builder.temporary(
      TensorType(.int32, builder.type(of: outputs[1]).shape), name: "\(name)_positions")
    builder.emit(.topKV2, options: .topKV2(TopKV2Options()), [input, count], to: [outputs[0], positions])
    try builder.convert(positions, to: outputs[1])
  }
}
