import EdgeIR
import EdgeTFLite
import TFLiteFormat

/// SCATTER_ND, which sums the updates of each place and leaves zeros between them, and ADD.
extension ScatterND: TFLiteLowering {
  public func lower(_ node: Node, into builder: inout TFLiteBuilder) throws {
    guard reduction == .add else { throw TFLiteRefusal("TFLite only adds updates") }
    let (data, output) = (node.inputs[0], builder.tensor(node.outputs[0]))
    let type = builder.type(of: output)
    switch type.element {
    case .float32, .int32, .int64: break
    case .float16, .float64, .int8, .int16, .uint8, .uint16, .uint32, .uint64, .bool:
      throw TFLiteRefusal("TFLite does not compute with \(type.element.rawValue)")
    }
    guard let data, let indicesID = node.inputs[1], let depth = builder.graph[indicesID].type.shape.last,
      type.elementCount > 0
    else { throw TFLiteRefusal("TFLite scatters nothing into empty tensors") }
    let name = builder.name(of: output)
    let fromStart = try builder.countedFromStart(indicesID, sizes: Array(type.shape.prefix(depth)))
    let indices = try builder.converted(fromStart, to: .int32)
    let isZero = builder.graph[data].constant.map { $0.storage.bytes.allSatisfy { $0 == 0 } } ?? false
    let sums = isZero ? output : builder.temporary(type, name: "\(name)_sums")
    let shape = builder.constant(type.shape, name: "\(name)_shape")
    builder.emit(
      .scatterNd, options: .scatterNd(ScatterNdOptions()),
      [indices, builder.tensor(node.inputs[2]), shape], to: [sums])
    if isZero { return }
    try Binary(.add).emit([builder.tensor(data), sums], to: output, .none, &builder)
  }
}
