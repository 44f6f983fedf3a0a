/// Fractions of 31 bits after a number of integer bits, and the functions on them that quantized softmax is made of
/// (gemmlowp's fixed-point library).
enum FixedPoint {
  /// exp(a) for a <= 0 with 5 integer bits; the result has none.
  static func exponential(_ a: Int32) -> Int32 {
    let quarter: Int32 = 1 << 24
    let remainder = (a & (quarter - 1)) - quarter
    var result = exponentialNearEighth(saturatingShiftLeft(remainder, 5))
    let distance = remainder &- a
    // exp(-1/4), exp(-1/2), exp(-1) … exp(-16), for each bit of the distance.
    let factors: [Int32] = [1_672_461_947, 1_302_514_674, 790_015_084, 290_630_308, 39_332_535, 720_401, 242]
    for (bit, factor) in factors.enumerated() where distance & (quarter << Int32(bit)) != 0 {
      result = doublingHighProduct(result, factor)
    }
    return a == 0 ? .max : result
  }

  /// exp(a) for -1/4 <= a < 0: the Taylor series of fourth degree around -1/8.
  private static func exponentialNearEighth(_ a: Int32) -> Int32 {
    let center: Int32 = 1_895_147_668  // exp(-1/8)
    let third: Int32 = 715_827_883
    let x = a &+ (1 << 28)
    let square = doublingHighProduct(x, x)
    let cube = doublingHighProduct(square, x)
    let fourth = roundingShiftRight(doublingHighProduct(square, square), 2)
    let tail = roundingShiftRight(doublingHighProduct(fourth &+ cube, third) &+ square, 1)
    return center &+ doublingHighProduct(center, x &+ tail)
  }

  /// 1 / (1 + a) for 0 <= a < 1: three steps of Newton's division.
  static func reciprocal(onePlus a: Int32) -> Int32 {
    let sum = Int64(a) + Int64(Int32.max)
    let half = Int32((sum + (sum >= 0 ? 1 : -1)) / 2)
    // With 2 integer bits: 48/17 - 32/17 half.
    var x: Int32 = 1_515_870_810 &+ doublingHighProduct(half, -1_010_580_540)
    for _ in 0..<3 {
      let error = (1 << 29) &- doublingHighProduct(half, x)
      x = x &+ saturatingShiftLeft(doublingHighProduct(x, error), 2)
    }
    return saturatingShiftLeft(x, 1)
  }

  /// log(a) for a >= 1 with 12 integer bits; the result has 5. Of two ways to write a as a power of two times a number
  /// near 1, the one whose number is smaller is taken; its logarithm is a quotient of polynomials.
  static func logarithm(fromOne a: Int32) -> Int32 {
    let (logarithmOfTwo, half, quarterRoot): (Int32, Int32, Int32) = (
      1_488_522_236, 1_518_500_250, 1_805_811_301  // log(2), 1/2^(1/2), 1/2^(1/4)
    )
    let (n, d, i, f): (Int32, Int32, Int32, Int32) = (117_049_297, 127_690_142, 1_057_819_769, 638_450_708)
    let quarter: Int32 = 1 << 23  // with 6 integer bits
    func power(_ exponent: Int) -> Int32 { saturatingShiftLeft(Int32(exponent), 25) }

    let headroom = a.leadingZeroBitCount
    let first = saturatingShiftLeft(
      doublingHighProduct(shifted(a, headroom - 1), half), 1)
    let firstPower = Int32(clamping: Int64(power(12 - headroom)) + Int64(quarter))
    let otherHeadroom = doublingHighProduct(a, half).leadingZeroBitCount - 1
    let second = shifted(a, otherHeadroom)
    let secondPower = Int32(clamping: Int64(power(12 - otherHeadroom)) - Int64(quarter))
    let r = min(first, second)
    let powerOfTwo = max(firstPower, secondPower)

    let sum = Int64(r) + Int64(quarterRoot)
    let p = Int32((sum + (sum >= 0 ? 1 : -1)) / 2)
    let q = (r &- quarterRoot) &* 2
    let square = doublingHighProduct(q, q)
    let numerator =
      doublingHighProduct(q, r) &+ doublingHighProduct(doublingHighProduct(q, square), n)
    let denominator =
      doublingHighProduct(p, i &+ q &+ doublingHighProduct(d, square)) &+ doublingHighProduct(f, q)
    let quotient = doublingHighProduct(roundingShiftRight(numerator, 6), reciprocal(onePlus: denominator))
    return saturatingShiftLeft(doublingHighProduct(powerOfTwo, logarithmOfTwo) &+ quotient, 1)
  }

  /// `x * 2^exponent`, saturating; exponents -31 to 30.
  private static func shifted(_ x: Int32, _ exponent: Int) -> Int32 {
    exponent < 0 ? roundingShiftRight(x, -exponent) : saturatingShiftLeft(x, exponent)
  }
}
