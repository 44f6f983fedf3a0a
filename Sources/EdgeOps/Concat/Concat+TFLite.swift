import EdgeIR
import EdgeTFLite
import TFLiteFormat

extension Concat: TFLiteLowering {
  public func lower(_ node: Node, into builder: inout TFLiteBuilder) throws {
    let parts = node.inputs.map { builder.tensor($0) }
    let output = builder.tensor(node.outputs[0])
    switch builder.type(of: output).element {
    case .float32, .int8, .int16, .int32, .int64, .uint8, .uint32, .bool: break
    case .float16, .float64, .uint16, .uint64:
      throw TFLiteRefusal("TFLite joins no \(builder.type(of: output).element.rawValue)")
    }
    if parts.count == 1 {
      builder.reshape(parts[0], to: output)
      return
    }
    emit(parts, to: output, &builder)
  }

  /// One operator, or a tree of them where the runtime joins fewer at once.
  private func emit(
    _ parts: [TFLiteBuilder.TensorIndex], to output: TFLiteBuilder.TensorIndex, _ builder: inout TFLiteBuilder
  ) {
    let limit = builder.target.inputLimit(.concatenation)
    var parts = parts
    while parts.count > limit, limit > 1 {
      parts = stride(from: 0, to: parts.count, by: limit).map { start in
        let group = Array(parts[start..<min(start + limit, parts.count)])
        guard group.count > 1 else { return group[0] }
        var type = builder.type(of: group[0])
        type.shape[axis] = group.reduce(0) { $0 + builder.type(of: $1).shape[axis] }
        let joined = builder.temporary(type, name: "\(builder.name(of: output))_part")
        join(group, to: joined, &builder)
        return joined
      }
    }
    join(parts, to: output, &builder)
  }

  private func join(
    _ parts: [TFLiteBuilder.TensorIndex], to output: TFLiteBuilder.TensorIndex, _ builder: inout TFLiteBuilder
  ) {
    builder.emit(
      .concatenation, options: .concatenation(ConcatenationOptions(axis: axis)), parts, to: [output])
  }
}
