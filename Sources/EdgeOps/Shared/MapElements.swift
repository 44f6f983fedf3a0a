import EdgeIR

extension Tensor {
  /// A tensor of the same shape with `transform` applied to every element.
  @inline(__always) func mapElements<Element: TensorElement, Result: TensorElement>(
    of _: Element.Type, _ transform: (Element) throws -> Result
  ) rethrows -> Tensor {
    try Tensor.build(shape, of: Result.self) { results in
      try withElements(of: Element.self) { elements in
        for i in elements.indices { results[i] = try transform(elements[i]) }
      }
    }
  }
}
