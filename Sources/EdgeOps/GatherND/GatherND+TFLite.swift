import EdgeIR
import EdgeTFLite
import TFLiteFormat

/// GATHER_ND with constant indices that are not negative and no batch.
extension GatherND: TFLiteLowering {
  public func lower(_ node: Node, into builder: inout TFLiteBuilder) throws {
    let input = builder.tensor(node.inputs[0])
    let type = builder.type(of: input)
    guard batchRank == 0 else { throw TFLiteRefusal("TFLite's GATHER_ND has no batch") }
    guard let indices = node.inputs[1], let numbers = builder.graph[indices].constant?.integers(),
      !numbers.isEmpty, numbers.allSatisfy({ $0 >= 0 })
    else {
      throw TFLiteRefusal(
        "TFLite's GATHER_ND counts from the start only", hint: "make the indices constant and not negative")
    }
    switch type.element {
    case .float32, .int8, .int16, .int32, .int64, .uint8, .bool: break
    case .float16, .float64, .uint16, .uint32, .uint64:
      throw TFLiteRefusal("TFLite gathers no \(type.element.rawValue)")
    }
    builder.emit(
      .gatherNd, options: .gatherNd(GatherNdOptions()), [input, builder.tensor(indices)],
      to: [builder.tensor(node.outputs[0])])
  }
}
