import EdgeQuantization
import EdgeTestSupport

/// The statistics of some numbers.
func statistics(_ numbers: [Float]) -> RangeStatistics {
  var result = RangeStatistics()
  numbers.withUnsafeBufferPointer { result.add($0) }
  return result
}

/// Numbers like those that networks compute, with what tries arithmetic among them.
func numbers(_ count: Int, seed: UInt64) -> [Float] {
  var generator = SeededGenerator(seed: seed)
  let special: [Float] = [
    0, -0.0, .infinity, -.infinity, .nan, .leastNonzeroMagnitude, -.leastNonzeroMagnitude,
    .leastNormalMagnitude, 1, -1, 2, -2, 0.5, -0.5,
  ]
  return (0..<count).map { _ in
    let sum = (0..<4).reduce(Float(0)) { sum, _ in sum + .random(in: -1...1, using: &generator) }
    return switch Int.random(in: 0..<20, using: &generator) {
    case 0: special.randomElement(using: &generator) ?? 0
    case 1: sum * Float.random(in: 0...100, using: &generator)
    case 2: sum * 1e-20
    default: sum
    }
  }
}

/// As after an activation that leaves nothing below zero, with a long tail.
func rectifiedNumbers(_ count: Int, seed: UInt64) -> [Float] {
  numbers(count, seed: seed).filter(\.isFinite).map { max(0, $0) }
}
