import EdgeIR

extension DFT {
  public func evaluate(_ inputs: [Tensor?]) throws -> [Tensor] {
    let x = try inputs.required(0)
    let type = try infer([x.type])[0]
    guard let float = x.element.floatType else { throw OperatorError("C1: expected floats, got \(x.type)") }
    return [transform(float, x, type.shape)]
  }

  /// In double precision, rounded once.
  private func transform<Element: FloatElement>(_: Element.Type, _ x: Tensor, _ shape: [Int]) -> Tensor {
    let roots = roots
    let inner = shape[(axis + 1)...].dropLast().reduce(1, *)
    let outer = shape[..<axis].reduce(1, *)
    let (count, results) = (x.shape[axis], shape[axis])
    let (parts, resultParts) = (x.shape[shape.count - 1], shape[shape.count - 1])
    return Tensor.build(shape, of: Element.self) { y in
      x.withElements(of: Element.self) { x in
        for row in 0..<outer * inner {
          let (o, i) = (row / inner, row % inner)
          let signal = line(of: count, parts) { Double(x[((o * count + $0) * inner + i) * parts + $1]) }
          for k in 0..<results {
            let sum = term(k, signal, roots)
            let start = ((o * results + k) * inner + i) * resultParts
            y[start] = Element(sum.re)
            if resultParts == 2 { y[start + 1] = Element(sum.im) }
          }
        }
      }
    }
  }

  /// The complex numbers along the axis, `length` of them.
  private func line(
    of count: Int, _ parts: Int, _ element: (_ position: Int, _ part: Int) -> Double
  ) -> [(re: Double, im: Double)] {
    var numbers = [(re: Double, im: Double)](repeating: (0, 0), count: length)
    for t in 0..<min(count, kind == .inverseReal ? bins : length) {
      numbers[t] = (element(t, 0), parts == 2 ? element(t, 1) : 0)
    }
    guard kind == .inverseReal else { return numbers }
    numbers[0].im = 0
    for t in 1..<bins {
      if 2 * t == length { numbers[t].im = 0 }
      numbers[length - t] = (numbers[t].re, -numbers[t].im)
    }
    return numbers
  }

  private func term(
    _ k: Int, _ signal: [(re: Double, im: Double)], _ roots: [Double]
  ) -> (re: Double, im: Double) {
    var (re, im) = (0.0, 0.0)
    var position = 0
    for number in signal {
      let (c, s) = (roots[2 * position], isInverse ? roots[2 * position + 1] : -roots[2 * position + 1])
      re += number.re * c - number.im * s
      im += number.re * s + number.im * c
      position += k
      if position >= length { position -= length }
    }
    let scale = isInverse ? Double(length) : 1
    return (re / scale, im / scale)
  }
}
