import EdgeIR

/// A tensor whose element at index i is `source[offset + sum of i[axis] * strides[axis]]`: the common form of
/// transposing, slicing and broadcasting.
func gatherElements(_ source: Tensor, shape: [Int], strides: [Int], offset: Int = 0) -> Tensor {
  func gather<Element: TensorElement>(_: Element.Type) -> Tensor {
    Tensor.build(shape, of: Element.self) { result in
      source.withElements(of: Element.self) { source in
        guard !shape.contains(0) else { return }
        guard let last = shape.last else {
          result[0] = source[offset]
          return
        }
        var next = 0
        forEachIndex(shape.dropLast()) { index in
          var position = offset
          for axis in index.indices { position += index[axis] * strides[axis] }
          for _ in 0..<last {
            result[next] = source[position]
            next += 1
            position += strides[strides.count - 1]
          }
        }
      }
    }
  }
  return gather(source.element.swiftType)
}
