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
    guard type.elementCount > 0, !repeats.contains(0) else {
      throw TFLiteRefusal("TFLite repeats no empty tensors")
    }
    let counts = builder.constant(repeats, name: "\(builder.name(of: output))_repeats")
    builder.emit(.tile, options: .tile(TileOptions()), [input, counts], to: [output])
  }
}
