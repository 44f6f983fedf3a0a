import EdgeOps
import Testing

/// The requantization arithmetic against its definition in 128-bit integers.
struct FixedPointMultiplierTests {
  private static let sums: [Int32] = [
    .min, .min + 1, -(1 << 30) - 1, -(1 << 30), -65537, -65536, -3, -2, -1, 0, 1, 2, 3, 127, 65535, 65536,
    (1 << 30) - 1, 1 << 30, .max - 1, .max,
  ]
  private static let factors: [Double] = [
    0x1p-33, 0x1p-32, 0x1.8p-32, 0x1p-31, 0x1p-20, 0.0003, 0.1, 0.25, 1.0.nextDown, 0.5, 0.75,
    0.999_999_999_9, 1,
    1.0.nextUp, 1.5, 3, 1000, 0x1p30,
  ]

  @Test func factorsAreKeptTo31Bits() {
    for factor in Self.factors where factor >= 0x1p-32 && factor < 0x1p30 {
      let multiplier = FixedPointMultiplier(factor)
      #expect(multiplier.mantissa >= 1 << 30)
      var kept = Double(multiplier.mantissa)
      for _ in 0..<(31 - multiplier.shift) { kept /= 2 }
      #expect((kept - factor).magnitude <= factor * 0x1p-31)
    }
    #expect(FixedPointMultiplier(1).mantissa == 1 << 30 && FixedPointMultiplier(1).shift == 1)
    #expect(FixedPointMultiplier(1.0.nextDown).shift == 1)
    #expect(FixedPointMultiplier(0x1p-33).mantissa == 0)
    #expect(FixedPointMultiplier(0).mantissa == 0)
    #expect(FixedPointMultiplier(.infinity).mantissa == 0)
    #expect(FixedPointMultiplier(.nan).mantissa == 0)
    #expect(FixedPointMultiplier(1e30).shift == 30)
  }

  /// The quotient to the nearest integer, halves up or away from zero.
  private func rounded(_ a: Int128, by divisor: Int128, halvesUp: Bool) -> Int128 {
    let floor = (a - ((a % divisor) + divisor) % divisor) / divisor
    let twice = 2 * (a - floor * divisor)
    if twice == divisor { return halvesUp || a > 0 ? floor + 1 : floor }
    return twice > divisor ? floor + 1 : floor
  }

  @Test func twice() {
    for factor in Self.factors {
      let multiplier = FixedPointMultiplier(factor)
      for sum in Self.sums {
        let raised = sum &<< Int32(max(multiplier.shift, 0))
        let high = rounded(Int128(raised) * Int128(multiplier.mantissa), by: 1 << 31, halvesUp: true)
        let expected = rounded(high, by: 1 << max(-multiplier.shift, 0), halvesUp: false)
        #expect(Int128(multiplier.multiply(sum, rounding: .twice)) == expected)
      }
    }
    #expect(doublingHighProduct(.min, .min) == .max)
  }

  @Test func once() {
    for factor in Self.factors where factor < 1 {
      let multiplier = FixedPointMultiplier(factor)
      for sum in Self.sums {
        let product = Int128(sum) * Int128(multiplier.mantissa)
        let expected = rounded(product, by: 1 << (31 - multiplier.shift), halvesUp: true)
        #expect(Int128(multiplier.multiply(sum, rounding: .once)) == expected)
      }
    }
  }

  @Test func real() {
    #expect(FixedPointMultiplier(0.5).multiply(3, rounding: .real) == 2)
    #expect(FixedPointMultiplier(0.5).multiply(-3, rounding: .real) == -2)
    #expect(FixedPointMultiplier(1e9).multiply(.max, rounding: .real) == .max)
    #expect(FixedPointMultiplier(1e9).multiply(.min, rounding: .real) == .min)
  }

  @Test func sumsOf48Bits() {
    for factor in Self.factors where factor >= 0x1p-31 && factor < 0x1p7 {
      let multiplier = FixedPointMultiplier(factor)
      let fraction = multiplier.mantissa < 0x7FFF_0000 ? (Int128(multiplier.mantissa) + 0x8000) >> 16 : 0x7FFF
      for sum in [-1 << 40, -65537, -1, 0, 1, 99999, 1 << 40] as [Int64] {
        let exact = rounded(Int128(sum) * fraction, by: 1 << (15 - multiplier.shift), halvesUp: true)
        guard let expected = Int32(exactly: exact) else { continue }
        #expect(multiplier.multiplyWide(sum, rounding: .twice) == expected)
      }
    }
  }
}
