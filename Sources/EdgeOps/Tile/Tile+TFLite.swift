import EdgeIR
import EdgeTFLite
import TFLiteFormat

extension Tile: TFLiteLowering {
  public func lower(_ node: Node, into builder: inout TFLiteBuilder) throws {
    let input = builder.tensor(node.inputs[0])
    let output = builder.tensor(node.outputs[0])
    let type = builder.type(of: input)
    if repeats.allSatisfy({ $0 == 1 }) {
      builder.reshape(input, to: output)
      return
    }
    switch type.element {
    case .float32, .int32, .int64, .uint8, .bool: break
    case .float16, .float64, .int8, .int16, .uint16, .uint32, .uint64:
      throw TFLiteRefusal("TFLite repeats no unquantized \(type.element.rawValue)")
    }
    guard type.elementCount > 0, !repeats.contains(0) else {
      throw TFLiteRefusal("TFLite repeats no empty tensors")
    }
    let counts = builder.constant(repeats, name: "\(builder.name(of: output))_repeats")
    builder.emit(.tile, options: .tile(TileOptions()), [input, counts], to: [output])
  }
}
