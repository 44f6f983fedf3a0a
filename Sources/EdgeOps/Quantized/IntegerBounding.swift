import EdgeIR

/// The aspect of an operator on quantized integers that knows which integers its output can hold, channel by channel.
/// Channels are the positions along the last axis.
public protocol IntegerBounding: IntegerComputing {
  /// For each channel of the output an interval with every integer that operands within their own intervals lead to,
  /// under any of the runtimes' roundings; nil where nothing is known. Types satisfy `checkIntegers`.
  func integerBounds(_ operands: [BoundedOperand?], _ output: TensorType) throws -> [ClosedRange<Int>]?
}

/// An operand and what is known of its integers.
public struct BoundedOperand {
  public let type: TensorType
  /// One for each channel; nil for an operand that is no quantized activation.
  public let bounds: [ClosedRange<Int>]?
  public let constant: Tensor?

  public init(_ type: TensorType, bounds: [ClosedRange<Int>]?, constant: Tensor?) {
    self.type = type
    self.bounds = bounds
    self.constant = constant
  }
}

extension ClosedRange<Int> {
  /// All integers of a type.
  public init(of element: ElementType) {
    let range = IntegerRange(of: element)
    self = range.lower...range.upper
  }

  /// The smallest interval with both.
  public func union(_ other: ClosedRange) -> ClosedRange {
    Swift.min(lowerBound, other.lowerBound)...Swift.max(upperBound, other.upperBound)
  }

  /// The smallest interval with these; nil when there are none.
  init?(spanning values: some Sequence<Int>) {
    var result: ClosedRange<Int>?
    for value in values { result = result?.union(value...value) ?? value...value }
    guard let result else { return nil }
    self = result
  }

  /// Every integer limited to a range.
  func limited(to range: IntegerRange) -> ClosedRange {
    let (a, b) = (range(lowerBound), range(upperBound))
    return Swift.min(a, b)...Swift.max(a, b)
  }

  func shifted(by distance: Int) -> ClosedRange { lowerBound + distance...upperBound + distance }
}

extension FixedPointMultiplier {
  /// The products with the sums of an interval, under any rounding; nil where a product may wrap around.
  func bounds(_ sums: ClosedRange<Int>, isWide: Bool) -> ClosedRange<Int>? {
    let largest = Int(clamping: Swift.max(sums.lowerBound.magnitude, sums.upperBound.magnitude))
    guard largest < (isWide ? 1 << 46 : 1 << 31) else { return nil }
    if isWide {
      guard shift < 15, (largest << 15) >> (15 - shift) < 1 << 30 else { return nil }
    } else {
      guard largest << max(shift, 0) < 1 << 31 else { return nil }
    }
    let products = RequantizationRounding.allCases.flatMap { rounding in
      [sums.lowerBound, sums.upperBound].map { sum in
        isWide
          ? Int(multiplyWide(Int64(sum), rounding: rounding))
          : Int(multiply(Int32(truncatingIfNeeded: sum), rounding: rounding))
      }
    }
    return ClosedRange(spanning: products)
  }
}

extension IntegerComputing {
  /// The bounds of a function of one tensor, element by element: from its 256 values on 8 bits; on 16 bits of channels
  /// that hold one integer only.
  func functionBounds(_ operands: [BoundedOperand?], _ output: TensorType) throws -> [ClosedRange<Int>]? {
    guard let x = operands.first ?? nil, let bounds = x.bounds, output.quantization?.single != nil else {
      return nil
    }
    func results(_ integers: [Int]) throws -> [[Int]] {
      let shape = [integers.count]
      let all = Tensor.integers(x.type.with(shape: shape), integers)
      return try RequantizationRounding.allCases.map {
        try evaluateIntegers([all], [output.with(shape: shape)], $0)[0].integers(less: 0)
      }
    }
    guard x.type.element.sizeInBytes == 1 else {
      let whole = ClosedRange(of: output.element)
      let ends = try results(bounds.map(\.lowerBound))
      return bounds.indices.map { channel in
        let isOne = bounds[channel].lowerBound == bounds[channel].upperBound
        return isOne ? ClosedRange(spanning: ends.map { $0[channel] }) ?? whole : whole
      }
    }
    let range = IntegerRange(of: x.type.element)
    let tables = try results(Array(range.lower...range.upper))
    return bounds.compactMap { bound in
      ClosedRange(
        spanning: tables.flatMap { $0[bound.lowerBound - range.lower...bound.upperBound - range.lower] })
    }
  }
}
