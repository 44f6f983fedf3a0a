public import EdgeIR

extension Tensor {
  /// Numbers in `range`, the same for the same seed.
  public static func random<Element: NumericElement>(
    _ shape: [Int], of _: Element.Type = Element.self, in range: ClosedRange<Double> = -4...4,
    seed: UInt64 = 1
  ) -> Tensor {
    var state = seed &* 0x9E37_79B9_7F4A_7C15 | 1
    func next() -> Double {
      state ^= state << 13
      state ^= state >> 7
      state ^= state << 17
      return Double(state >> 11) / Double(1 << 53)
    }
    let width = range.upperBound - range.lowerBound
    return Tensor.build(shape, of: Element.self) { elements in
      for i in elements.indices { elements[i] = Element(converting: range.lowerBound + width * next()) }
    }
  }

  /// True and false, the same for the same seed.
  public static func randomBools(_ shape: [Int], seed: UInt64 = 1) -> Tensor {
    let numbers = Tensor.random(shape, of: Float.self, in: -1...1, seed: seed).elements(as: Float.self)
    return Tensor(shape, numbers.map { $0 > 0 })
  }
}
