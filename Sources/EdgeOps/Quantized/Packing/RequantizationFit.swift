/// A line that requantizes: constants with which one high product, one shift and saturation to 8 bits give what a rule of
/// requantization gives, for every sum that can occur.
///
/// A monotone function of integers with at most 256 values is known by its thresholds, the least sums that give each value.
/// The line agrees with it everywhere when it agrees on both sides of every threshold; which constants do is an interval.
struct RequantizationFit: Hashable, Sendable {
  /// The result is `(constant + ((gain * sum + offset) * multiplier >> 32)) >> shift`, saturated.
  let multiplier: Int32
  let constant: Int32
  let offset: Int32

  /// - Parameters:
  ///   - requantized: the rule, monotone, with results from -128 to 127.
  ///   - factor: its slope.
  ///   - zero: about what it gives for the sum 0, when nothing is limited.
  ///   - sums: those that can occur; `gain` times any of them is less than 2^31.
  /// - Returns: nil when no line agrees with the rule, such as one that rounds negative sums otherwise than positive ones and
  ///   has results for both.
  init?(
    _ requantized: (Int) -> Int, factor: Double, zero: Double, over sums: ClosedRange<Int>, gain: Int,
    shift: Int
  ) {
    let (lowest, highest) = (requantized(sums.lowerBound), requantized(sums.upperBound))
    if lowest == highest {
      (multiplier, constant, offset) = (0, Int32(lowest << shift), 0)
      return
    }
    let ideal = factor * Double(1 << (32 + shift)) / Double(gain)
    guard ideal >= 1, ideal < 0x1p31 - 16 else { return nil }
    let thresholds = (lowest + 1...highest).map { value in
      (value, Self.threshold(of: value, requantized, near: (Double(value) - zero - 0.5) / factor, sums))
    }
    for attempt in 0..<17 {
      let multiplier = Int(ideal.rounded()) + (attempt % 2 == 0 ? -attempt / 2 : (attempt + 1) / 2)
      guard multiplier > 0 else { continue }
      // Where `offset * multiplier + constant * 2^32` must lie.
      var (least, greatest) = (Int.min, Int.max)
      func require(_ value: Int, from sum: Int) {
        least = max(least, value << (32 + shift) - gain * sum * multiplier)
      }
      func require(_ value: Int, notAt sum: Int) {
        greatest = min(greatest, value << (32 + shift) - gain * sum * multiplier - 1)
      }
      for (value, sum) in thresholds {
        require(value, from: sum)
        require(value, notAt: sum - 1)
      }
      if lowest > -128 { require(lowest, from: sums.lowerBound) }
      if highest < 127 { require(highest + 1, notAt: sums.upperBound) }
      guard let place = Self.place(in: least, greatest, multiplier) else { continue }
      self.multiplier = Int32(multiplier)
      (offset, constant) = place
      return
    }
    return nil
  }

  /// Offsets are below this, so that they disturb no sum.
  private static let offsetLimit = 1 << 20

  /// Offset and constant that add up to something between two numbers.
  private static func place(in least: Int, _ greatest: Int, _ multiplier: Int) -> (Int32, Int32)? {
    guard least <= greatest else { return nil }
    let modulus = 1 << 32
    let (low, width) = (least & (modulus - 1), min(greatest - least, modulus - 1))
    // Those whose product with the multiplier ends within the interval.
    let offset =
      low + width >= modulus || low == 0
      ? 0 : firstMultiple(of: multiplier, modulo: modulus, from: low, through: low + width)
    guard let offset, offset < offsetLimit else { return nil }
    let rest = least - offset * multiplier
    let constant = rest >> 32 + (rest & (modulus - 1) == 0 ? 0 : 1)
    guard offset * multiplier + constant << 32 <= greatest else { return nil }
    return Int32(exactly: constant).map { (Int32(offset), $0) }
  }

  /// The least number whose product with `factor` lies between `low` and `high` modulo `modulus`, by Euclid's algorithm;
  /// `0 <= low <= high < modulus`.
  private static func firstMultiple(of factor: Int, modulo modulus: Int, from low: Int, through high: Int)
    -> Int?
  {
    if low == 0 { return 0 }
    let factor = factor % modulus
    if factor == 0 { return nil }
    if 2 * factor > modulus {
      return firstMultiple(
        of: modulus - factor, modulo: modulus, from: modulus - high, through: modulus - low)
    }
    let rounds = (low + factor - 1) / factor
    if rounds * factor <= high { return rounds }
    // Times round the modulus, after which the interval is met: the same question modulo the factor.
    let turns = firstMultiple(
      of: modulus % factor, modulo: factor, from: (factor - high % factor) % factor,
      through: (factor - low % factor) % factor)
    guard let turns, turns < 1 << 30 else { return nil }
    return (low + modulus * turns + factor - 1) / factor
  }

  /// The least sum that gives `value` or more.
  static func threshold(
    of value: Int, _ requantized: (Int) -> Int, near guess: Double, _ sums: ClosedRange<Int>
  ) -> Int {
    let middle = Int(max(Double(sums.lowerBound), min(Double(sums.upperBound), guess)))
    var (below, from) = (max(middle - 8, sums.lowerBound), min(middle + 8, sums.upperBound))
    if requantized(below) >= value { below = sums.lowerBound }
    if requantized(from) < value { from = sums.upperBound }
    while below + 1 < from {
      let center = below + (from - below) / 2
      if requantized(center) >= value { from = center } else { below = center }
    }
    return from
  }
}
