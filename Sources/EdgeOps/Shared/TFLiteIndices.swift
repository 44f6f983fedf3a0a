import EdgeIR
import EdgeTFLite
import TFLiteFormat

extension TFLiteBuilder {
  /// Indices without negative ones: constant ones are counted from the start ahead, computed ones at run time by
  /// FLOOR_MOD.
  ///
  /// - Parameter sizes: the size of the axis that each element of the last axis indexes, or one for all.
  /// - Throws: `TFLiteRefusal` when a constant index is out of range.
  mutating func countedFromStart(_ indices: ValueID, sizes: [Int]) throws -> TensorIndex {
    let source = graph[indices]
    if let numbers = source.constant?.integers() {
      let positions = try numbers.enumerated().map { place, index in
        let size = sizes[place % sizes.count]
        guard index >= -size, index < size else {
          throw TFLiteRefusal("expected indices in \(-size)..<\(size), got \(index)")
        }
        return index < 0 ? index + size : index
      }
      if positions == numbers, source.type.element == .int32 { return tensor(indices) }
      let converted = Tensor(source.type.shape, positions.map { Int32(clamping: $0) })
      return constant(converted, name: source.name)
    }
    if source.type.element == .int32, sizes.count == 1, sizes[0] <= 1 << 24, !target.runs(.floorMod, .int32) {
      // 1 below zero, else 0.
      let isNegative = TFLiteFormula.minimum(.constant(1), .maximum(.constant(0), .constant(0) - .x))
      let result = temporary(source.type, name: "\(source.name)_from_start")
      emit(.x + .constant(Float(sizes[0])) * isNegative, of: tensor(indices), to: result)
      return result
    }
    let shape = sizes.count == 1 ? [] : [sizes.count]
    let modulus =
      source.type.element == .int64
      ? Tensor(shape, sizes.map { Int64($0) }) : Tensor(shape, sizes.map { Int32(clamping: $0) })
    let result = temporary(source.type, name: "\(source.name)_from_start")
    let operands = [tensor(indices), constant(modulus, name: "\(source.name)_sizes")]
    emit(.floorMod, options: .floorMod(FloorModOptions()), operands, to: [result])
    return result
  }

  /// Throws unless LiteRT gathers elements of this type.
  func requireGathered(_ element: ElementType) throws {
    switch element {
    case .float16, .float32, .int8, .int16, .int32, .int64, .uint8, .bool: break
    case .float64, .uint16, .uint32, .uint64:
      throw TFLiteRefusal("TFLite gathers no \(element.rawValue)")
    }
  }
}
