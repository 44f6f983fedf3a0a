import EdgeIR

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// One row of 8-bit integers.
struct NarrowSoftmax {
  let exponentials: DifferenceExponential
  let range: IntegerRange
  let bits: Int

  init(scale: Float, output: ElementType) {
    exponentials = DifferenceExponential(scale)
    range = IntegerRange(of: output)
    bits = output.sizeInBytes * 8
  }

  func callAsFunction(_ x: [Int]) -> [Int] {
    let largest = x.max() ?? 0
    let powers = x.map { exponentials($0 - largest) }
    let sum = powers.reduce(Int32(0)) { $0 &+ roundingShiftRight($1 ?? 0, 12) }
    let headroom = sum.leadingZeroBitCount
    let scale = FixedPoint.reciprocal(
      onePlus: Int32(truncatingIfNeeded: Int64(sum) << Int64(headroom) - 1 << 31))
    return powers.map { power in
      guard let power else { return range.lower }
      let share = roundingShiftRight(doublingHighProduct(scale, power), 12 - headroom + 31 - bits)
      return range(Int(share) + range.lower)
    }
  }
}

/// exp of a difference of integers <= 0 in a scale; nil where it is negligible.
struct DifferenceExponential {
  let multiplier: FixedPointMultiplier
  /// Below it exp is negligible.
  let lowest: Int

  init(_ scale: Float) {
    // Differences are brought to 5 integer bits.
    let real = min(Double(scale) * Double(1 << 26), Double(Int32.max))
    multiplier = FixedPointMultiplier(real)
    lowest = -Int((31 * Double(1 << 26) / Double(1 << max(multiplier.shift, 0))).rounded(.down))
  }

  func callAsFunction(_ difference: Int) -> Int32? {
    guard difference >= lowest else { return nil }
    let raised = Int32(truncatingIfNeeded: difference << max(multiplier.shift, 0))
    return FixedPoint.exponential(doublingHighProduct(raised, multiplier.mantissa))
  }
}

/// The logarithm of the shares of one row of 8-bit integers.
struct NarrowLogSoftmax {
  let exponentials: DifferenceExponential
  /// From numbers with 5 integer bits to differences.
  let inverse: FixedPointMultiplier

  init(scale: Float) {
    exponentials = DifferenceExponential(scale)
    let multiplier = exponentials.multiplier
    inverse = FixedPointMultiplier(
      Double(Int64(1) << Int64(31 - multiplier.shift)) / Double(max(multiplier.mantissa, 1)))
  }

  func callAsFunction(_ x: [Int], _ rounding: RequantizationRounding) -> [Int] {
    let range = IntegerRange(of: .int8)
    let largest = x.max() ?? 0
    let sum = x.reduce(Int32(0)) { sum, value in
      sum &+ roundingShiftRight(exponentials(value - largest) ?? 0, 12)
    }
    let logarithm = FixedPoint.logarithm(fromOne: sum)
    // Differences from here on are beyond the lowest result.
    let limit = max(
      exponentials.lowest - 1, Int(inverse.multiply(logarithm &+ .min, rounding: rounding)))
    return x.map { value in
      guard value - largest > limit else { return range.lower }
      let difference = exponentials.multiplier.multiply(Int32(value - largest), rounding: rounding)
      return range(Int(roundingShiftRight(difference &- logarithm, 22)) + 127)
    }
  }
}

/// One row of 16-bit integers: exp from -10 to 0 and 1 / (1 + x) from 0 to 1 are tables of fractions of 15 bits.
struct WideSoftmax {
  static let exponential = InterpolatedTable(
    scale: 10.0 / 65535, zeroPoint: 32767, resultScale: 2 / 65535, function: { exp($0) })
  static let reciprocal = InterpolatedTable(
    scale: 1.0 / 65535, zeroPoint: -32768, resultScale: 2 / 65535, function: { 1 / (1 + $0) })

  let multiplier: FixedPointMultiplier

  init(scale: Float) {
    multiplier = FixedPointMultiplier(Double(scale) / (10 / 65535))
  }

  func callAsFunction(_ x: [Int], _ rounding: RequantizationRounding) -> [Int] {
    let whole = IntegerRange(of: .int16)
    let largest = x.max() ?? 0
    let powers = x.map { value in
      Self.exponential(
        whole(Int(multiplier.multiply(Int32(value - largest), rounding: rounding)) + 32767))
    }
    let sum = Int32(truncatingIfNeeded: powers.reduce(0, +))
    let headroom = sum.leadingZeroBitCount
    // The sum as 1 + x, x a fraction of 16 bits that begins at the lowest integer.
    let fraction = (Int64(sum) << Int64(headroom - 1) + 1 << 13) >> 14 - 1 << 15 - 1 << 16
    let factor = Self.reciprocal(whole(Int(fraction)))
    let shift = 31 - headroom
    return powers.map { power in
      min(max((power * factor + 1 << (shift - 1)) >> shift, 0), 32767)
    }
  }
}
