import EdgeIR

/// Where there are too many axes, each padded one in turn, all before it as one and all behind it as one. Elements that
/// TFLite does not move are moved as integers of their size.
extension Pad: Decomposing {
  public func decompose(_ node: Node, into builder: inout DecompositionBuilder) throws -> [ValueID] {
    let x = try builder.input(0)
    let type = builder.type(x)
    guard let output = node.outputs.first.map({ builder.type($0) }) else {
      throw OperatorError("nothing is padded")
    }
    switch type.element {
    case .float64, .uint16, .uint32, .uint64:
      let inputs = [x] + (builder.optionalInput(1).map { [$0] } ?? [])
      return try builder.addCarried(self, inputs, moved: 0..<inputs.count)
    case .float16, .float32, .int8, .int16, .int32, .int64, .uint8, .bool: break
    }
    let axes = begins.indices.filter { begins[$0] + ends[$0] > 0 }
    guard type.rank > 3, mode == .constant || axes.count > 1 else {
      throw OperatorError("this pad has no simpler form")
    }
    var shape = type.shape
    var result = x
    for axis in axes {
      let rows = [shape[..<axis].reduce(1, *), shape[axis], shape[(axis + 1)...].reduce(1, *)]
      let pad = Pad(mode, begins: [0, begins[axis], 0], ends: [0, ends[axis], 0])
      result = try builder.add(pad, builder.reshaped(result, to: rows), builder.optionalInput(1))
      shape[axis] = output.shape[axis]
      result = try builder.reshaped(result, to: shape)
    }
    return [result]
  }
}
