import EdgeIR

extension Reduce {
  public func evaluate(_ inputs: [Tensor?]) throws -> [Tensor] {
    let x = try inputs.required(0)
    let shape = try infer([x.type])[0].shape
    if let float = x.element.floatType { return [reduceFloats(float, x, shape)] }
    if let integer = x.element.integerType { return [reduceIntegers(integer, x, shape)] }
    return [
      reduce(Bool.self, x, shape) { elements in
        kind == .max ? elements.contains(true) : !elements.contains(false)
      }
    ]
  }

  /// Sums and products in double precision.
  @specialized(where Element == Float)
  private func reduceFloats<Element: FloatElement>(_: Element.Type, _ x: Tensor, _ shape: [Int]) -> Tensor {
    reduce(Element.self, x, shape) { elements in
      switch kind {
      case .sum: Element(elements.reduce(0.0) { $0 + Double($1) })
      case .mean: Element(elements.reduce(0.0) { $0 + Double($1) } / Double(elements.count))
      case .prod: Element(elements.reduce(1.0) { $0 * Double($1) })
      case .max: elements.reduce(-.infinity) { $1 > $0 || $1.isNaN ? $1 : $0 }
      case .min: elements.reduce(.infinity) { $1 < $0 || $1.isNaN ? $1 : $0 }
      }
    }
  }

  private func reduceIntegers<Element: IntegerElement>(
    _: Element.Type, _ x: Tensor, _ shape: [Int]
  ) -> Tensor {
    reduce(Element.self, x, shape) { elements in
      switch kind {
      case .sum: elements.reduce(0, &+)
      case .mean: mean(elements)
      case .prod: elements.reduce(1, &*)
      case .max: elements.max() ?? .lowest
      case .min: elements.min() ?? .highest
      }
    }
  }

  private func mean<Element: IntegerElement>(_ elements: [Element]) -> Element {
    guard !elements.isEmpty else { return 0 }
    if Element.isSigned {
      let sum = elements.reduce(Int64(0)) { $0 &+ Int64(truncatingIfNeeded: $1) }
      return Element(truncatingIfNeeded: sum / Int64(elements.count))
    }
    let sum = elements.reduce(UInt64(0)) { $0 &+ UInt64(truncatingIfNeeded: $1) }
    return Element(truncatingIfNeeded: sum / UInt64(elements.count))
  }

  /// `combine` sees the elements that become one, in row-major order.
  private func reduce<Element: TensorElement>(
    _: Element.Type, _ x: Tensor, _ shape: [Int], _ combine: ([Element]) -> Element
  ) -> Tensor {
    let strides = rowMajorStrides(x.shape)
    let kept = axesKept(x.shape)
    let keptShape = kept.map { x.shape[$0] }
    let reducedShape = axes.map { x.shape[$0] }
    return Tensor.build(shape, of: Element.self) { y in
      x.withElements(of: Element.self) { x in
        var elements: [Element] = []
        var next = 0
        forEachIndex(keptShape) { index in
          let start = zip(index, kept).reduce(0) { $0 + $1.0 * strides[$1.1] }
          elements.removeAll(keepingCapacity: true)
          forEachIndex(reducedShape) { offset in
            elements.append(x[zip(offset, axes).reduce(start) { $0 + $1.0 * strides[$1.1] }])
          }
          y[next] = combine(elements)
          next += 1
        }
      }
    }
  }
}
