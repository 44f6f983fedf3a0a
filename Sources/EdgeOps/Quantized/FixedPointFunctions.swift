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
}
