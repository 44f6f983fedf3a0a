import EdgeIR

extension Inverse {
  public func evaluate(_ inputs: [Tensor?]) throws -> [Tensor] {
    let x = try inputs.required(0)
    let type = try infer([x.type])[0]
    let n = type.shape[type.rank - 1]
    let numbers = x.doubles()
    var results: [Double] = []
    results.reserveCapacity(numbers.count)
    for start in stride(from: 0, to: numbers.count, by: max(n * n, 1)) {
      results += inverted(Array(numbers[start..<start + n * n]), n)
    }
    return [Cast(to: type.element).convert(Tensor(type.shape, results))]
  }

  /// Turns a into the identity row by row; the same steps turn the identity into the inverse. In double precision.
  private func inverted(_ matrix: [Double], _ n: Int) -> [Double] {
    var a = matrix
    var y = (0..<n * n).map { $0 / n == $0 % n ? 1.0 : 0.0 }
    for column in 0..<n {
      var pivot = column
      for row in column..<n where abs(a[row * n + column]) > abs(a[pivot * n + column]) { pivot = row }
      for k in 0..<n where pivot != column {
        a.swapAt(pivot * n + k, column * n + k)
        y.swapAt(pivot * n + k, column * n + k)
      }
      let scale = 1 / a[column * n + column]
      for k in 0..<n {
        a[column * n + k] *= scale
        y[column * n + k] *= scale
      }
      for row in 0..<n where row != column {
        let factor = a[row * n + column]
        for k in 0..<n {
          a[row * n + k] -= factor * a[column * n + k]
          y[row * n + k] -= factor * y[column * n + k]
        }
      }
    }
    return y
  }
}
