import EdgeTestSupport
import Testing

@testable import EdgeQuantization

struct GPTQTests {
  /// What rounding adds to a layer's results is smaller than with the nearest integers, for correlated inputs by much.
  @Test(arguments: [1, 4, 16, 40]) func errorsMakeUpForEachOther(_ depth: Int) {
    var generator = SeededGenerator(seed: UInt64(depth))
    let factors = (0..<depth * depth).map { _ in Double.random(in: -1...1, using: &generator) }
    // A covariance A Aᵀ whose columns hang together.
    var covariance = [Double](repeating: 0, count: depth * depth)
    for i in 0..<depth {
      for j in 0..<depth {
        covariance[i * depth + j] = (0..<max(depth / 4, 1)).reduce(0) {
          $0 + factors[i * depth + $1] * factors[j * depth + $1]
        }
      }
    }
    let rounding = GPTQ(covariance: covariance, depth: depth)
    var (compensated, nearest) = (0.0, 0.0)
    for _ in 0..<20 {
      let weights = (0..<depth).map { _ in Float.random(in: -1...1, using: &generator) }
      let scale: Float = 1 / 20
      compensated += energy(weights, rounding.round(weights[...], scale: scale), scale, covariance)
      nearest += energy(
        weights, weights.map { Int8(($0 / scale).rounded(.toNearestOrAwayFromZero)) }, scale, covariance)
    }
    #expect(compensated <= nearest * (depth >= 16 ? 0.5 : 1.0001))
  }

  @Test func withoutInputsIntegersAreTheNearest() {
    let rounding = GPTQ(covariance: [0, 0, 0, 0], depth: 2)
    #expect(rounding.round([0.24, -0.26], scale: 0.1) == [2, -3])
  }

  @Test func integersStayWithinTheirLimits() {
    let rounding = GPTQ(covariance: [1, 0.9, 0.9, 1], depth: 2)
    #expect(rounding.round([1e9, -1e9], scale: 1e-3).allSatisfy { (-127...127).contains($0) })
  }

  /// The variance that the rounding of weights adds to a result.
  private func energy(_ weights: [Float], _ integers: [Int8], _ scale: Float, _ covariance: [Double])
    -> Double
  {
    let errors = zip(weights, integers).map { Double($0) - Double($1) * Double(scale) }
    let depth = errors.count
    return (0..<depth).reduce(0) { sum, i in
      (0..<depth).reduce(sum) { $0 + errors[i] * errors[$1] * covariance[i * depth + $1] }
    }
  }
}
