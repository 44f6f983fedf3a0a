import EdgeIR

/// How a sum is brought to another scale: which of the runtimes' roundings.
public enum RequantizationRounding: String, Hashable, Sendable, CaseIterable {
  /// The doubled product's upper 32 bits are rounded, halves up; shifting them right rounds again, halves away from
  /// zero.
  case twice
  /// The product of 64 bits is shifted right once, halves up.
  case once
  /// The product in double precision is rounded, halves away from zero.
  case real
}

/// A positive factor as a 31-bit fraction and a power of two, which integers are multiplied by
/// (gemmlowp's and TFLite's requantization).
public struct FixedPointMultiplier: Hashable, Sendable {
  /// The factor itself, for the rounding that does without a fraction.
  public let real: Double
  /// The factor is `mantissa * 2^(shift - 31)`; the mantissa is 0 or at least 2^30.
  public let mantissa: Int32
  /// At most 30, at least -31.
  public let shift: Int

  /// Factors below 2^-32 become 0. Those from 2^31 on are none that a scale may ask for; they count as the largest.
  public init(_ real: Double) {
    self.real = real
    guard real > 0, real.isFinite else {
      (mantissa, shift) = (0, 0)
      return
    }
    var exponent = Int(real.exponent) + 1
    var fraction = ((real.significand / 2) * 0x1p31).rounded(.toNearestOrAwayFromZero)
    if fraction == 0x1p31 {
      fraction /= 2
      exponent += 1
    }
    if exponent < -31 {
      (mantissa, shift) = (0, 0)
    } else if exponent > 30 {
      (mantissa, shift) = (.max, 30)
    } else {
      (mantissa, shift) = (Int32(fraction), exponent)
    }
  }

  private init(real: Double, mantissa: Int32, shift: Int) {
    self.real = real
    self.mantissa = mantissa
    self.shift = shift
  }

  /// The multiplier of a mean over `count` > 0 elements: the fraction is divided, after as many doublings as it has room
  /// for.
  func divided(by count: Int) -> FixedPointMultiplier {
    let doublings = min(min(Int.bitWidth - 1 - count.leadingZeroBitCount, 32), 31 + shift)
    let fraction = (Int64(mantissa) << Int64(max(doublings, 0))) / Int64(count)
    return FixedPointMultiplier(
      real: real / Double(count), mantissa: Int32(truncatingIfNeeded: fraction),
      shift: shift - max(doublings, 0))
  }

  /// The product with a sum of 32 bits. Sums that the factor lifts beyond 32 bits wrap around before, as in the runtimes.
  public func multiply(_ x: Int32, rounding: RequantizationRounding) -> Int32 {
    switch rounding {
    case .twice:
      let raised = x &<< Int32(max(shift, 0))
      return roundingShiftRight(doublingHighProduct(raised, mantissa), max(-shift, 0))
    case .once:
      let total = Int64(31 - shift)
      return Int32(clamping: (Int64(x) * Int64(mantissa) + 1 << (total - 1)) >> total)
    case .real:
      return Int32(converting: (Double(x) * real).rounded(.toNearestOrAwayFromZero))
    }
  }

  /// The product with a sum of up to 48 bits, by the fraction's upper 15 bits: what 16-bit activations are brought to
  /// another scale with. Rounds halves up.
  public func multiplyWide(_ x: Int64, rounding: RequantizationRounding) -> Int32 {
    if rounding == .real {
      return Int32(converting: (Double(x) * real).rounded(.toNearestOrAwayFromZero))
    }
    let fraction: Int64 = mantissa < 0x7FFF_0000 ? (Int64(mantissa) + 1 << 15) >> 16 : 0x7FFF
    let total = Int64(15 - shift)
    guard total > 0 else { return Int32(truncatingIfNeeded: (x &* fraction) &<< -total) }
    return Int32(truncatingIfNeeded: (x &* fraction &+ 1 << (total - 1)) >> total)
  }
}

/// The upper 32 bits of `2 a b`, to the nearest, halves up; saturates where both are the lowest
/// number (gemmlowp SaturatingRoundingDoublingHighMul).
public func doublingHighProduct(_ a: Int32, _ b: Int32) -> Int32 {
  if a == .min, b == .min { return .max }
  let product = Int64(a) * Int64(b)
  let nudge: Int64 = product >= 0 ? 1 << 30 : 1 - 1 << 30
  return Int32(truncatingIfNeeded: (product + nudge) / (1 << 31))
}

/// `x / 2^exponent` to the nearest, halves away from zero; exponents 0 to 31 (gemmlowp RoundingDivideByPOT).
public func roundingShiftRight(_ x: Int32, _ exponent: Int) -> Int32 {
  let mask = Int32(truncatingIfNeeded: Int64(1) << Int64(exponent) - 1)
  let remainder = x & mask
  let threshold = (mask >> 1) &+ (x < 0 ? 1 : 0)
  return (x >> Int32(exponent)) &+ (remainder > threshold ? 1 : 0)
}

/// `x * 2^exponent`, saturating; exponents 1 to 30 (gemmlowp SaturatingRoundingMultiplyByPOT).
func saturatingShiftLeft(_ x: Int32, _ exponent: Int) -> Int32 {
  Int32(clamping: Int64(x) << Int64(exponent))
}
