import EdgeIR
import EdgeOps
import EdgeTestSupport
import Testing

@testable import EdgeQuantization

/// Columns times weights are what an operator computes.
struct InputColumnsTests {
  @Test(arguments: [
    ([1, 1], [1, 1], [0, 0], 1), ([2, 2], [1, 1], [1, 0], 1), ([2, 3], [1, 2], [0, 2], 2),
    ([3, 1], [2, 1], [1, 1], 4),
  ])
  func transposedConvolution(_ strides: [Int], _ dilations: [Int], _ pads: [Int], _ groups: Int) throws {
    let conv = ConvTranspose(
      strides: strides, dilations: dilations, pads: pads, size: [9, 8], groups: groups)
    try check(conv, Tensor.random([2, 4, 3, 4], of: Float.self, in: -1...1, seed: 1), groups)
  }

  @Test(arguments: [1, 2, 4]) func convolution(_ groups: Int) throws {
    let conv = Conv(
      strides: [2, 1], dilations: [1, 2], padsBegin: [1, 0], padsEnd: [0, 2], groups: groups)
    try check(conv, Tensor.random([2, 6, 7, 4], of: Float.self, in: -1...1, seed: 2), groups)
  }

  private func check(_ op: any Operator, _ x: Tensor, _ groups: Int) throws {
    let weights = Tensor.random([8, 3, 2, 4 / groups], of: Float.self, in: -1...1, seed: 3)
    let y = try op.evaluate([x, weights])[0]
    let columns = try #require(InputColumns(op, x.type, weights.type, y.type))
    let (inputs, factors) = (x.elements(as: Float.self), weights.elements(as: Float.self))
    let results = y.elements(as: Float.self)
    #expect(columns.positions * 8 == results.count)
    for position in 0..<columns.positions {
      for channel in 0..<8 {
        let elements = columns.elements(position, channel / (8 / groups))
        let sum = elements.enumerated().reduce(0.0) { sum, item in
          item.element < 0
            ? sum
            : sum + Double(inputs[item.element]) * Double(factors[channel * columns.depth + item.offset])
        }
        #expect(abs(sum - Double(results[position * 8 + channel])) < 1e-5)
      }
    }
  }

  /// However few positions are looked at, every tap of a transposed convolution meets inputs.
  @Test(arguments: 2..<40) func everyTapIsSeen(_ count: Int) throws {
    let conv = ConvTranspose(strides: [2, 2], dilations: [1, 1], pads: [0, 0], size: [32, 32], groups: 1)
    let (x, weights) = (TensorType(.float32, [1, 16, 16, 1]), TensorType(.float32, [1, 2, 2, 1]))
    let columns = try #require(InputColumns(conv, x, weights, TensorType(.float32, [1, 32, 32, 1])))
    let seen = columns.chosenPositions(count * 8).map { columns.elements($0, 0).firstIndex { $0 >= 0 } }
    #expect(Set(seen.compactMap { $0 }) == [0, 1, 2, 3])
  }
}
