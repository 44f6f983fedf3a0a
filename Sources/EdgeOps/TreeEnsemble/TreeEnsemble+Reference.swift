import EdgeIR

extension TreeEnsemble {
  public func evaluate(_ inputs: [Tensor?]) throws -> [Tensor] {
    let x = try inputs.required(0)
    guard let float = x.element.floatType else { throw OperatorError("C1: expected floats, got \(x.type)") }
    return [vote(float, x)]
  }

  /// Sums in double precision.
  private func vote<Element: FloatElement>(_: Element.Type, _ x: Tensor) -> Tensor {
    let (rows, features) = (x.shape[0], x.shape[1])
    let numbers = x.doubles()
    return Tensor.build([rows, targetCount], of: Element.self) { y in
      for row in 0..<rows {
        var scores = [Double?](repeating: nil, count: targetCount)
        for root in roots {
          for vote in leaf(from: root, numbers[row * features..<(row + 1) * features]) {
            scores[vote.target] = scores[vote.target].map { combine($0, vote.weight) } ?? vote.weight
          }
        }
        for (target, score) in scores.enumerated() {
          let result = score ?? 0
          y[row * targetCount + target] = Element(
            aggregate == .average ? result / Double(roots.count) : result)
        }
      }
    }
  }

  private func leaf(from root: Child, _ row: ArraySlice<Double>) -> [Vote] {
    var place = root
    while true {
      switch place {
      case .leaf(let position): return leaves[position]
      case .branch(let position):
        let branch = branches[position]
        let value = row[row.startIndex + branch.feature]
        let isTrue = branch.comparison(value, branch.split) || (value.isNaN && branch.missingIsTrue)
        place = isTrue ? branch.whenTrue : branch.whenFalse
      }
    }
  }

  private func combine(_ a: Double, _ b: Double) -> Double {
    switch aggregate {
    case .average, .sum: a + b
    case .min: Swift.min(a, b)
    case .max: Swift.max(a, b)
    }
  }
}
