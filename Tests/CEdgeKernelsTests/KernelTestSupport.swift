import Testing

/// Reproducible numbers: SplitMix64.
struct Numbers {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  /// Uniform in -1..<1.
  mutating func floats(_ count: Int) -> [Float] {
    (0..<count).map { _ in Float(Int64(bitPattern: next()) >> 40) / Float(1 << 23) }
  }
}

/// Checks every element against a double reference: equal when infinite, both NaN, or within
/// `relative * |expected| + absolute`.
func expectClose(
  _ actual: [Float], _ expected: [Double], relative: Double = 1e-5, absolute: Double = 1e-6,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  guard actual.count == expected.count else {
    Issue.record("expected \(expected.count) elements, got \(actual.count)", sourceLocation: sourceLocation)
    return
  }
  for (i, (a, e)) in zip(actual, expected).enumerated() {
    let difference = Swift.abs(Double(a) - e)
    if e.isNaN ? a.isNaN : (Double(a) == e || difference <= relative * Swift.abs(e) + absolute) { continue }
    Issue.record("element \(i): expected \(e), got \(a)", sourceLocation: sourceLocation)
    return
  }
}

extension Array where Element == Float {
  var doubles: [Double] { map(Double.init) }
}

/// `max(lo, min(v, hi))` that keeps NaN.
func clamp(_ v: Double, _ lo: Float, _ hi: Float) -> Double {
  v < Double(lo) ? Double(lo) : v > Double(hi) ? Double(hi) : v
}

/// The index tuples of a shape in row-major order.
func indices(of shape: [Int]) -> [[Int]] {
  shape.reduce([[]]) { prefixes, extent in prefixes.flatMap { prefix in (0..<extent).map { prefix + [$0] } } }
}

/// The row-major strides of a shape.
func rowMajorStrides(_ shape: [Int]) -> [Int] {
  var strides = [Int](repeating: 1, count: shape.count)
  for d in shape.indices.dropLast().reversed() { strides[d] = strides[d + 1] * shape[d + 1] }
  return strides
}

func product(_ shape: [Int]) -> Int { shape.reduce(1, *) }

extension Array where Element == Int {
  var int32: [Int32] { map(Int32.init) }
}
