import EdgeIR

extension MatMul {
  public func evaluate(_ inputs: [Tensor?]) throws -> [Tensor] {
    let a = try inputs.required(0)
    let b = try inputs.required(1)
    let output = try infer([a.type, b.type])[0]
    if let float = a.element.floatType { return [multiplyFloats(float, a, b, output)] }
    guard let integer = a.element.integerType else {
      throw OperatorError("C1: expected numbers, got \(a.type)")
    }
    return [multiplyIntegers(integer, a, b, output)]
  }

  /// Sums in double precision.
  @specialized(where Element == Float)
  private func multiplyFloats<Element: FloatElement>(
    _: Element.Type, _ a: Tensor, _ b: Tensor, _ output: TensorType
  ) -> Tensor {
    multiply(Element.self, a, b, output) { a, b, start, column, depth, columns in
      var sum = 0.0
      for k in 0..<depth { sum += Double(a[start &+ k]) * Double(b[column &+ k &* columns]) }
      return Element(sum)
    }
  }

  private func multiplyIntegers<Element: IntegerElement>(
    _: Element.Type, _ a: Tensor, _ b: Tensor, _ output: TensorType
  ) -> Tensor {
    multiply(Element.self, a, b, output) { a, b, start, column, depth, columns in
      var sum: Element = 0
      for k in 0..<depth { sum &+= a[start &+ k] &* b[column &+ k &* columns] }
      return sum
    }
  }

  /// `dot` takes a row of a that begins at its third argument and a column of b that begins at its fourth.
  private func multiply<Element: NumericElement>(
    _: Element.Type, _ a: Tensor, _ b: Tensor, _ output: TensorType,
    _ dot: (UnsafeBufferPointer<Element>, UnsafeBufferPointer<Element>, Int, Int, Int, Int) -> Element
  ) -> Tensor {
    let (rows, columns) = (output.shape[output.rank - 2], output.shape[output.rank - 1])
    let depth = a.shape[a.shape.count - 1]
    let batch = batch(a.type, b.type, output)
    return Tensor.build(output.shape, of: Element.self) { y in
      a.withElements(of: Element.self) { a in
        b.withElements(of: Element.self) { b in
          var next = 0
          forEachIndex(batch.dims) { index in
            let startA = zip(index, batch.a).reduce(0) { $0 + $1.0 * $1.1 }
            let startB = zip(index, batch.b).reduce(0) { $0 + $1.0 * $1.1 }
            for row in 0..<rows {
              for column in 0..<columns {
                y[next] = dot(a, b, startA + row * depth, startB + column, depth, columns)
                next += 1
              }
            }
          }
        }
      }
    }
  }
}
