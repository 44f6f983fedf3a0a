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
    multiply(Element.self, a, b, output) { a, b, walk in
      var sum = 0.0
      for k in 0..<walk.depth {
        sum += Double(a[walk.row &+ k &* walk.rowStep]) * Double(b[walk.column &+ k &* walk.columnStep])
      }
      return Element(sum)
    }
  }

  private func multiplyIntegers<Element: IntegerElement>(
    _: Element.Type, _ a: Tensor, _ b: Tensor, _ output: TensorType
  ) -> Tensor {
    multiply(Element.self, a, b, output) { a, b, walk in
      var sum: Element = 0
      for k in 0..<walk.depth {
        sum &+= a[walk.row &+ k &* walk.rowStep] &* b[walk.column &+ k &* walk.columnStep]
      }
      return sum
    }
  }

  /// A row of a and a column of b: where they begin and what lies between their elements.
  private struct Walk {
    var row: Int
    var column: Int
    let rowStep: Int
    let columnStep: Int
    let depth: Int
  }

  private func multiply<Element: NumericElement>(
    _: Element.Type, _ a: Tensor, _ b: Tensor, _ output: TensorType,
    _ dot: (UnsafeBufferPointer<Element>, UnsafeBufferPointer<Element>, Walk) -> Element
  ) -> Tensor {
    let (left, right) = (matrix(a.type, transposesA), matrix(b.type, transposesB))
    let batch = batch(a.type, b.type, output)
    var walk = Walk(
      row: 0, column: 0, rowStep: left.columnStride, columnStep: right.rowStride, depth: left.columns)
    return Tensor.build(output.shape, of: Element.self) { y in
      a.withElements(of: Element.self) { a in
        b.withElements(of: Element.self) { b in
          var next = 0
          forEachIndex(batch.dims) { index in
            let startA = zip(index, batch.a).reduce(0) { $0 + $1.0 * $1.1 }
            let startB = zip(index, batch.b).reduce(0) { $0 + $1.0 * $1.1 }
            for row in 0..<left.rows {
              walk.row = startA + row * left.rowStride
              for column in 0..<right.columns {
                walk.column = startB + column * right.columnStride
                y[next] = dot(a, b, walk)
                next += 1
              }
            }
          }
        }
      }
    }
  }
}
