import CEdgeKernels
import EdgeOps
import Testing

/// The requantization arithmetic in C against the one in Swift.
struct FixedPointTests {
  /// Around powers of two, where products are halves and where they leave 32 bits.
  private static let sums: [Int32] = {
    var sums: Set<Int32> = [.min, .max, 0, 3, 5, -3, -5, 1_234_567_891, -987_654_321]
    for bit in Int32(0)..<31 {
      for near in [(1 << bit) - 1, 1 << bit, (1 << bit) + 1, 3 << min(bit, 28)] as [Int32] {
        sums.formUnion([near, -near])
      }
    }
    return sums.sorted()
  }()

  /// Sums of products of 16-bit numbers have up to 48 bits.
  private static let wideSums: [Int64] = sums.flatMap { (sum: Int32) -> [Int64] in
    let high = Int64(sum) << 16
    return [Int64(sum), high, high + 1 << 15, high - 1]
  }

  /// Every power of two, each with the fractions at the ends of their range and in between.
  private static let multipliers: [FixedPointMultiplier] = {
    let fractions: [Int32] = [
      1 << 30, 1 << 30 + 1, 3 << 29, 0x5555_5555, 0x7FFE_FFFF, 0x7FFF_0000, .max,
    ]
    return (-31...30).flatMap { (shift: Int) in
      fractions.map {
        FixedPointMultiplier(Double($0) * Double(sign: .plus, exponent: shift - 31, significand: 1))
      }
    }
  }()

  @Test func multipliersAreThoseAskedFor() {
    #expect(Set(Self.multipliers.map(\.shift)) == Set(-31...30))
    #expect(Set(Self.multipliers.map(\.mantissa)).count == 7)
  }

  @Test(arguments: RequantizationRounding.allCases)
  func products(_ rounding: RequantizationRounding) {
    for multiplier in Self.multipliers {
      let (mantissa, shift) = (multiplier.mantissa, Int32(multiplier.shift))
      for sum in Self.sums {
        let actual =
          switch rounding {
          case .twice: edgec_scaled_twice(sum, mantissa, shift)
          case .once: edgec_scaled_once(sum, mantissa, shift)
          case .real: edgec_scaled_real(sum, 2 * multiplier.real)
          }
        let expected = multiplier.multiply(sum, rounding: rounding)
        #expect(actual == expected, "\(sum) by \(multiplier)")
        if actual != expected { return }
      }
    }
  }

  @Test(arguments: RequantizationRounding.allCases)
  func wideProducts(_ rounding: RequantizationRounding) {
    for multiplier in Self.multipliers {
      for sum in Self.wideSums {
        let actual =
          rounding == .real
          ? edgec_scaled_wide_real(sum, 2 * multiplier.real)
          : edgec_scaled_wide(sum, multiplier.mantissa, Int32(multiplier.shift))
        let expected = multiplier.multiplyWide(sum, rounding: rounding)
        #expect(actual == expected, "\(sum) by \(multiplier)")
        if actual != expected { return }
      }
    }
  }

  /// Products that no double holds, on both sides of halves.
  @Test func realProductsAreRoundedToDoublesFirst() {
    for sum in Self.sums where sum != 0 {
      for half in [0.5, 1.5, 2.5, 1000.5, -0.5, -7.5] {
        let factor = half / Double(sum)
        for near in [factor.nextDown, factor, factor.nextUp] where near > 0 {
          #expect(
            edgec_scaled_real(sum, 2 * near)
              == FixedPointMultiplier(near).multiply(sum, rounding: .real))
        }
      }
    }
  }

  @Test func rulesByNumber() {
    let multiplier = FixedPointMultiplier(0.0371)
    let (mantissa, shift) = ([multiplier.mantissa], [Int8(multiplier.shift)])
    for sum in Self.sums {
      let wide = Int64(sum) << 10
      for (rule, rounding) in RequantizationRounding.allCases.enumerated() {
        #expect(
          edgec_scaled_by(Int64(sum), Int32(rule), mantissa, shift, [2 * multiplier.real], 0)
            == multiplier.multiply(sum, rounding: rounding))
      }
      #expect(
        edgec_scaled_by(wide, 3, mantissa, shift, nil, 0) == multiplier.multiplyWide(wide, rounding: .twice))
      #expect(
        edgec_scaled_by(wide, 4, nil, nil, [2 * multiplier.real], 0)
          == multiplier.multiplyWide(wide, rounding: .real))
    }
  }

  @Test func halves() {
    for a in Self.sums {
      for b in Self.sums { #expect(edgec_doubling_high(a, b) == doublingHighProduct(a, b)) }
      for exponent in 0..<32 {
        #expect(edgec_rounding_shift_right(a, Int32(exponent)) == roundingShiftRight(a, exponent))
        #expect(
          edgec_saturating_shift_left(a, Int32(exponent)) == Int32(clamping: Int64(a) << Int64(exponent)))
      }
    }
  }

  @Test func placedStaysWithinLimits() {
    for v in Self.sums {
      for zero in [-128, -1, 0, 3, 127] as [Int32] {
        let expected = min(max(Int64(v) + Int64(zero), -100), 127)
        #expect(Int64(edgec_placed(v, zero, -100, 127)) == expected)
      }
    }
  }
}
