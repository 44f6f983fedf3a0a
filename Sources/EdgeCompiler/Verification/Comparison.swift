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
  private(set) var totals = Totals()

  public init(_ actual: Tensor, _ expected: Tensor) {
    self.actual = actual.type
    self.expected = expected.type
    maxUnitsInLastPlace = UnitsInLastPlace.largest(actual, expected)
    pairs = Array(zip(actual.doubles(), expected.doubles())).map { ($0, $1) }
    let zeroPoints = (actual.zeroPoint, expected.zeroPoint)
    for (a, e) in pairs {
      if e.isFinite { scale = max(scale, abs(e)) }
      if a.isFinite, e.isFinite { totals.add(actual: a - zeroPoints.0, expected: e - zeroPoints.1) }
      if a == e || (a.isNaN && e.isNaN) { continue }
      maxAbsoluteError = max(maxAbsoluteError, (a - e).isFinite ? abs(a - e) : .infinity)
    }
  }

  /// The largest distance of two elements, counted in numbers of their type that lie between; for integers the
  /// largest difference. `Int.max` when just one of the two is NaN.
  public private(set) var maxUnitsInLastPlace = 0

  /// Whether the largest element is in the same place; nil for tensors that are no single vector.
  var largestElementAgrees: Bool? {
    guard expected.shape.count(where: { $0 > 1 }) == 1 else { return nil }
    return pairs.map(\.actual).positionOfLargest == pairs.map(\.expected).positionOfLargest
  }

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

extension Tensor {
  /// What stands for 0; 0 for numbers that are what they are.
  fileprivate var zeroPoint: Double { Double(type.quantization?.single?.zeroPoint ?? 0) }
}
