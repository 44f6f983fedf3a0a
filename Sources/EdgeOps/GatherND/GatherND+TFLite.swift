import EdgeIR
import EdgeTFLite
import TFLiteFormat

/// GATHER_ND, which knows no negative indices and no batch.
extension GatherND: TFLiteLowering {
  public func lower(_ node: Node, into builder: inout TFLiteBuilder) throws {
    let input = builder.tensor(node.inputs[0])
    let type = builder.type(of: input)
    try builder.requireGathered(type.element)
    guard batchRank == 0 else { throw TFLiteRefusal("TFLite's GATHER_ND has no batch") }
    guard let indicesID = node.inputs[1], type.elementCount > 0,
      let depth = builder.graph[indicesID].type.shape.last, depth > 0
    else { throw TFLiteRefusal("TFLite gathers nothing from empty tensors or by empty indices") }
    let indices = try builder.countedFromStart(indicesID, sizes: Array(type.shape.prefix(depth)))
    builder.emit(
      .gatherNd, options: .gatherNd(GatherNdOptions()), [input, indices],
      to: [builder.tensor(node.outputs[0])])
  }
}
