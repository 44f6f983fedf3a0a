import EdgeIR

/// Sums of products of 8-bit numbers in float32, which holds every integer up to 2^24: no partial sum of few enough
/// products is rounded, in whatever order they are added.
enum IntegerSums {
  private static let exactLimit = 1 << 24

  /// How many products of numbers of at most these magnitudes may be summed.
  static func exactCount(_ a: Int, _ b: Int) -> Int { exactLimit / max(1, a * b) }
}

extension DecompositionBuilder {
  /// An 8-bit tensor less its zero point, in float32, and the largest magnitude that is possible there.
  ///
  /// - Parameter shape: under which the zero point broadcasts.
  mutating func lessZeroPoint(
    _ value: ValueID, _ zeroPoint: ValueID?, shape: [Int]
  ) throws -> (value: ValueID, magnitude: Int) {
    let range = type(value).element == .int8 ? [-128, 127] : [0, 255]
    let numbers = constantTensor(value)?.integers() ?? range
    let wide = try add(Cast(to: .float32), value)
    guard let zeroPoint else { return (wide, numbers.map { abs($0) }.max() ?? 0) }
    let zeros = constantTensor(zeroPoint)?.integers() ?? range
    let (low, high) = (numbers.min() ?? 0, numbers.max() ?? 0)
    let magnitude = zeros.map { max(abs(low - $0), abs(high - $0)) }.max() ?? 0
    let shift = try add(Cast(to: .float32), reshaped(zeroPoint, to: shape))
    return (try add(Binary(.subtract), wide, shift), magnitude)
  }

  /// The sum of values.
  mutating func sum(_ values: [ValueID]) throws -> ValueID {
    guard var result = values.first else { throw OperatorError("expected values to sum") }
    for value in values.dropFirst() { result = try add(Binary(.add), result, value) }
    return result
  }
}
