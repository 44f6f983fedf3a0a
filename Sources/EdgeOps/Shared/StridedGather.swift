import EdgeIR

/// A tensor whose element at index i is `source[offset + sum of i[axis] * strides[axis]]`: the common form of
/// transposing, slicing and broadcasting.
func gatherElements(_ source: Tensor, shape: [Int], strides: [Int], offset: Int = 0) -> Tensor {
  // Unsigned integers stand for elements of their size: four types that the compiler makes code for.
  func gathered<Bits: IntegerElement>(_ type: Bits.Type) -> Tensor {
    let bits = Tensor(TensorType(Bits.elementType, source.shape), storage: source.storage)
    let moved = gatherBits(type, bits, shape, strides, offset)
    return Tensor(TensorType(source.element, shape), storage: moved.storage)
  }
  return switch source.element.sizeInBytes {
  case 1: gathered(UInt8.self)
  case 2: gathered(UInt16.self)
  case 4: gathered(UInt32.self)
  default: gathered(UInt64.self)
  }
}

private func gatherBits<Bits: IntegerElement>(
  _: Bits.Type, _ source: Tensor, _ shape: [Int], _ strides: [Int], _ offset: Int
) -> Tensor {
  Tensor.build(shape, of: Bits.self) { result in
    source.withElements(of: Bits.self) { source in
      guard !shape.contains(0) else { return }
      guard let last = shape.last else {
        result[0] = source[offset]
        return
      }
      var next = 0
      let step = strides[strides.count - 1]
      forEachIndex(shape.dropLast()) { index in
        var position = offset
        for axis in index.indices { position += index[axis] * strides[axis] }
        for _ in 0..<last {
          result[next] = source[position]
          next &+= 1
          position &+= step
        }
      }
    }
  }
}
