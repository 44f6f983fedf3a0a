import EdgeIR

/// A function of two int8 integers in one linear form, `(offset + a * p + b * q) >> shift`, limited to int8.
///
/// The runtime's addition of quantized tensors rounds three times. Its 65,536 results are those of one floor where the
/// form's constants are chosen well: exactly, since every pair is checked.
struct LinearAddition: Hashable, Sendable {
  /// What the kernels shift by: a literal in them, so that shift and limits are one instruction where there is one.
  static let shift = 21

  let a: Int32
  let b: Int32
  let offset: Int32

  /// Nil when no linear form has these results, or none was found.
  ///
  /// - Parameters:
  ///   - results: the function's values, int8, for p from -128 on, and for each p for q from -128 on.
  ///   - ratios: the scales of p and q in units of the result's, with the sign that they are added with.
  init?(_ results: Tensor, ratios: (Double, Double), shift: Int = LinearAddition.shift) {
    let unit = Double(Int64(1) << Int64(shift))
    let (first, second) = (ratios.0 * unit, ratios.1 * unit)
    guard results.element == .int8, results.type.elementCount == 1 << 16, abs(first) + abs(second) < 0x1p31
    else { return nil }
    let (a, b) = (Int64(first.rounded()), Int64(second.rounded()))
    let found = results.withElements(of: Int8.self) { table -> (Int64, Int64, Int64)? in
      for (i, j) in Self.corrections {
        if let offset = Self.offset(table, a + i, b + j, shift) { return (a + i, b + j, offset) }
      }
      return nil
    }
    // The sums of all pairs are in 32 bits when those of the extreme ones are.
    guard let (a, b, offset) = found,
      abs(offset) + 128 * (abs(a) + abs(b)) <= Int64(Int32.max)
    else { return nil }
    (self.a, self.b, self.offset) = (Int32(a), Int32(b), Int32(offset))
  }

  /// Whether sums stay in 32 bits when half a unit is taken from them, for a shift that rounds.
  var hasRoomForRounding: Bool {
    let half = Int64(1) << Int64(Self.shift - 1)
    return abs(Int64(offset) - half) + 128 * (abs(Int64(a)) + abs(Int64(b))) <= Int64(Int32.max)
  }

  /// Small changes of both factors, nearest first.
  private static let corrections: [(Int64, Int64)] = (0...6).flatMap { distance in
    (-distance...distance).flatMap { i -> [(Int64, Int64)] in
      let rest = distance - abs(i)
      return (rest == 0 ? [0] : [-rest, rest]).map { (Int64(i), Int64($0)) }
    }
  }

  /// The middle of the offsets that give all results with these factors. A result at a limit of int8 bounds the offset on
  /// one side only.
  private static func offset(
    _ results: UnsafeBufferPointer<Int8>, _ a: Int64, _ b: Int64, _ shift: Int
  ) -> Int64? {
    var (low, high) = (Int64.min / 4, Int64.max / 4)
    let unit = Int64(1) << Int64(shift)
    for p in 0..<256 {
      let row = UnsafeBufferPointer(rebasing: results[256 * p..<256 * p + 256])
      var sum = a * Int64(p - 128) - 128 * b
      for q in 0..<256 {
        let result = row[q]
        let least = Int64(result) * unit - sum
        if result > Int8.min, least > low { low = least }
        if result < Int8.max, least + unit - 1 < high { high = least + unit - 1 }
        sum += b
      }
      if low > high { return nil }
    }
    return low + (high - low) / 2
  }
}

extension LinearAddition {
  /// The linear form of an operator on two int8 tensors, if it has one.
  ///
  /// - Parameter ratios: as for the other initializer.
  init?(
    _ op: any IntegerComputing, _ a: TensorType, _ b: TensorType, to result: TensorType,
    _ rounding: RequantizationRounding, ratios: (Double, Double), shift: Int = LinearAddition.shift
  ) throws {
    guard [a, b, result].allSatisfy({ $0.element == .int8 }) else { return nil }
    let integers = (-128...127).map { Int8($0) }
    let results = try op.evaluateIntegers(
      [
        Tensor([256, 1], integers).as(a.with(shape: [256, 1])),
        Tensor([1, 256], integers).as(b.with(shape: [1, 256])),
      ],
      [result.with(shape: [256, 256])], rounding)
    guard results.count == 1 else { return nil }
    self.init(results[0], ratios: ratios, shift: shift)
  }
}
