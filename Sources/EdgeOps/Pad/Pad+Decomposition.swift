import EdgeIR

/// Where there are too many axes, each padded one in turn, all before it as one and all behind it as one. Integers that
/// TFLite does not move are moved as wider ones.
extension Pad: Decomposing {
  public func decompose(_ node: Node, into builder: inout DecompositionBuilder) throws -> [ValueID] {
    let x = try builder.input(0)
    let type = builder.type(x)
    guard let output = node.outputs.first.map({ builder.type($0) }) else {
      throw OperatorError("nothing is padded")
    }
    if let wide = type.element.wider, type.quantization == nil {
      let value = try builder.optionalInput(1).map { try builder.add(Cast(to: wide), $0) }
      let padded = try builder.add(self, builder.add(Cast(to: wide), x), value)
      return [try builder.add(Cast(to: type.element), padded)]
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

extension ElementType {
  /// The type whose elements TFLite moves in place of these.
  fileprivate var wider: ElementType? {
    switch self {
    case .uint16: .int32
    case .uint32: .int64
    case .float16, .float32, .float64, .int8, .int16, .int32, .int64, .uint8, .uint64, .bool: nil
    }
  }
}
