import EdgeIR
import EdgeOps
import EdgeTestSupport
import Testing

@testable import EdgeQuantization

/// Rounding that is fitted to samples is used where it holds on others.
struct LayerRoundingTests {
  /// Statistics of the halves of some samples of 16 inputs.
  ///
  /// - Parameter sources: of how many random numbers the inputs are sums.
  private func halves(samples: Int, sources: Int, seed: UInt64) throws -> [ColumnStatistics] {
    var generator = SeededGenerator(seed: seed)
    func number() -> Float { .random(in: -1...1, using: &generator) }
    let mixture = (0..<16 * sources).map { _ in number() }
    let x = TensorType(.float32, [1, 16])
    let columns = try #require(
      InputColumns(FullyConnected(), x, TensorType(.float32, [8, 16]), TensorType(.float32, [1, 8])))
    var halves = Array(repeating: ColumnStatistics(groups: 1, depth: 16, withCovariance: true), count: 2)
    for sample in 0..<samples {
      let causes = (0..<sources).map { _ in number() }
      let inputs = (0..<16).map { i in
        sources == 16
          ? causes[i] : (0..<sources).reduce(Float(0)) { $0 + mixture[i * sources + $1] * causes[$1] }
      }
      halves[sample % 2].add(inputs, columns, [0])
    }
    return halves
  }

  private func rounding(seed: UInt64) -> LayerRounding {
    LayerRounding(
      weights: Tensor.random([8, 16], of: Float.self, in: -1...1, seed: seed),
      scales: Array(repeating: 0.05, count: 8), groups: 1, correctsBias: true)
  }

  /// Inputs that do not hang together seem to in ten samples.
  @Test(arguments: 0..<8) func chanceIsNotFitted(_ seed: UInt64) throws {
    #expect(try !rounding(seed: seed).gains(from: halves(samples: 10, sources: 16, seed: seed)))
  }

  @Test(arguments: 0..<8) func whatHangsTogetherIs(_ seed: UInt64) throws {
    #expect(try rounding(seed: seed).gains(from: halves(samples: 20, sources: 2, seed: seed)))
  }

  @Test func halvesMakeTheWhole() throws {
    let halves = try halves(samples: 6, sources: 2, seed: 1)
    let (a, b) = (halves[0].merged(with: halves[1]), halves[1].merged(with: halves[0]))
    #expect(a.rows == 6)
    #expect(zip(a.covariance(0), b.covariance(0)).allSatisfy { abs($0 - $1) < 1e-6 })
    #expect(
      zip(a.means(0), zip(halves[0].means(0), halves[1].means(0))).allSatisfy {
        abs($0 - ($1.0 + $1.1) / 2) < 1e-12
      })
  }
}
