import EdgeIR
import EdgeTFLite
import TFLiteFormat

/// GATHER, which knows no negative indices.
extension Gather: TFLiteLowering {
  public func lower(_ node: Node, into builder: inout TFLiteBuilder) throws {
    let input = builder.tensor(node.inputs[0])
    let type = builder.type(of: input)
    try builder.requireGathered(type.element)
    guard type.elementCount > 0, let indicesID = node.inputs[1] else {
      throw TFLiteRefusal("TFLite gathers nothing from empty tensors")
    }
    let indices = try builder.countedFromStart(indicesID, sizes: [type.shape[axis]])
    builder.emit(
      .gather, options: .gather(GatherOptions(axis: axis)), [input, indices],
      to: [builder.tensor(node.outputs[0])])
  }
}
