public import EdgeIR

/// Two tensors held against each other, element by element.
public struct Comparison: Sendable {
  public let actual: TensorType
  public let expected: TensorType
  /// The largest |actual - expected|; infinite when one is NaN or infinite and the other differs.
  public private(set) var maxAbsoluteError = 0.0
  /// The largest |expected|: the output's scale.
  public private(set) var scale = 0.0
  private let pairs: [(actual: Double, expected: Double)]

  public init(_ actual: Tensor, _ expected: Tensor) {
    self.actual = actual.type
    self.expected = expected.type
    maxUnitsInLastPlace = UnitsInLastPlace.largest(actual, expected)
    pairs = Array(zip(actual.doubles(), expected.doubles())).map { ($0, $1) }
    for (a, e) in pairs {
      if e.isFinite { scale = max(scale, abs(e)) }
      if a == e || (a.isNaN && e.isNaN) { continue }
      maxAbsoluteError = max(maxAbsoluteError, (a - e).isFinite ? abs(a - e) : .infinity)
    }
  }

  /// The largest distance of two elements, counted in numbers of their type that lie between; for integers the
  /// largest difference. `Int.max` when just one of the two is NaN.
  public private(set) var maxUnitsInLastPlace = 0

  /// The largest error as a fraction of the output's scale.
  public var relativeError: Double {
    maxAbsoluteError == 0 ? 0 : scale == 0 ? .infinity : maxAbsoluteError / scale
  }

  /// nil when shapes agree and every |actual - expected| <= absolute + relative x scale; otherwise what is wrong.
  ///
  /// Errors are measured against the output's scale, its largest magnitude, because that is what an error in a
  /// sum of products is proportional to.
  public func firstFailure(relative: Double, absolute: Double) -> String? {
    guard actual == expected else { return "expected \(expected), got \(actual)" }
    let limit = absolute + relative * scale
    for (index, (a, e)) in pairs.enumerated() where !(a == e || (a.isNaN && e.isNaN)) {
      if !(abs(a - e) <= limit) { return "element \(index) is \(a), expected \(e) (limit \(limit))" }
    }
    return nil
  }
}
