import EdgeIR

/// The arithmetic on sizes that leaves them sizes: products with numbers, and what is known anyway.
extension Binary: DimensionTracing {
  public func trace(_ inputs: [DimensionTensor?]) throws -> DimensionTensor? {
    guard inputs.count == 2, let a = inputs[0], let b = inputs[1],
      a.shape == b.shape || a.elements.count == 1 || b.elements.count == 1
    else { return nil }
    let shape = a.elements.count == 1 && b.shape.count >= a.shape.count ? b.shape : a.shape
    let count = max(a.elements.count, b.elements.count)
    var results: [Dimension] = []
    for i in 0..<count {
      let (x, y) = (a.elements[a.elements.count == 1 ? 0 : i], b.elements[b.elements.count == 1 ? 0 : i])
      guard let result = try combine(x, y) else { return nil }
      results.append(result)
    }
    return results.count == shape.reduce(1, *) ? DimensionTensor(shape, results) : nil
  }

  private func combine(_ a: Dimension, _ b: Dimension) throws -> Dimension? {
    switch (kind, a, b) {
    case (_, .known(let a), .known(let b)):
      let operands = [Tensor(scalar: Int64(a)), Tensor(scalar: Int64(b))]
      return try evaluate(operands).first?.integers()?.first.map { .known($0) }
    case (.multiply, .extent(let extent), .known(let factor)),
      (.multiply, .known(let factor), .extent(let extent)):
      return extent.multiplied(by: factor).map { .extent($0) }
    case (.divide, .extent(let extent), .known(let divisor)):
      return extent.divided(by: divisor).map { .extent($0) }
    case (_, .extent, _), (_, .known, .extent): return nil
    }
  }
}
