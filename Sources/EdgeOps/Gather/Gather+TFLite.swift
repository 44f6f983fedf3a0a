import EdgeIR
import EdgeSupport
import EdgeTFLite
import TFLiteFormat

/// GATHER, which knows no negative indices: constant ones are counted from the start ahead, computed ones at run
/// time by FLOOR_MOD.
extension Gather: TFLiteLowering {
  public func lower(_ node: Node, into builder: inout TFLiteBuilder) throws {
    let input = builder.tensor(node.inputs[0])
    let output = builder.tensor(node.outputs[0])
    let type = builder.type(of: input)
    switch type.element {
    case .float32, .int8, .int16, .int32, .int64, .uint8, .bool: break
    case .float16, .float64, .uint16, .uint32, .uint64:
      throw TFLiteRefusal("TFLite gathers no \(type.element.rawValue)")
    }
    guard type.elementCount > 0, let indicesID = node.inputs[1] else {
      throw TFLiteRefusal("TFLite gathers nothing from empty tensors")
    }
    let indices = try positive(indicesID, size: type.shape[axis], &builder)
    builder.emit(.gather, options: .gather(GatherOptions(axis: axis)), [input, indices], to: [output])
  }

  private func positive(
    _ indices: ValueID, size: Int, _ builder: inout TFLiteBuilder
  ) throws -> TFLiteBuilder.TensorIndex {
    let source = builder.graph[indices]
    if let constant = source.constant {
      let positions: [Int]
      do {
        positions = try self.positions(constant, size: size)
      } catch let error as OperatorError {
        throw TFLiteRefusal(error.message)
      }
      if positions == constant.integers() { return builder.tensor(indices) }
      let tensor = Tensor(constant.shape, positions.map { Int32(clamping: $0) })
      return builder.constant(tensor, name: source.name)
    }
    let modulus =
      source.type.element == .int64 ? Tensor(scalar: Int64(size)) : Tensor(scalar: Int32(clamping: size))
    let result = builder.temporary(source.type, name: "\(source.name)_from_start")
    builder.emit(
      .floorMod, options: .floorMod(FloorModOptions()),
      [builder.tensor(indices), builder.constant(modulus, name: "\(source.name)_size")], to: [result])
    return result
  }
}
