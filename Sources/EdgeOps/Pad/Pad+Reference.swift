import EdgeIR

extension Pad {
  public func evaluate(_ inputs: [Tensor?]) throws -> [Tensor] {
    let x = try inputs.required(0)
    let shape = try infer(inputs.map { $0?.type })[0].shape
    return [pad(x.element.swiftType, x, inputs.optional(1), shape)]
  }

  private func pad<Element: TensorElement>(
    _: Element.Type, _ x: Tensor, _ value: Tensor?, _ shape: [Int]
  ) -> Tensor {
    guard !shape.contains(0) else { return Tensor(shape, [Element]()) }
    let strides = rowMajorStrides(x.shape)
    let sources = x.shape.indices.map { self.sources(axis: $0, size: x.shape[$0]) }
    return Tensor.build(shape, of: Element.self) { y in
      let fill = value?.elements(as: Element.self).first ?? y.first
      x.withElements(of: Element.self) { x in
        var next = 0
        forEachIndex(shape) { index in
          var position: Int? = 0
          for axis in index.indices {
            let source = sources[axis][index[axis]]
            position = position.flatMap { p in source.map { p + $0 * strides[axis] } }
          }
          if let element = position.map({ x[$0] }) ?? fill { y[next] = element }
          next += 1
        }
      }
    }
  }
}
