import EdgeC
import EdgeIR

/// Weights of a 3x3 convolution, transformed, and everything else it needs, in the order in which `dsp_winograd.h`
/// consumes them.
struct DSPWinogradWeights: Sendable {
  let form: DSPProductWeights.Form
  let constant: CConstant

  /// Input channels that there are kernels for.
  static let inputChannels = [8, 16, 24, 32, 48, 64]

  /// Twice the rows of Winograd's G for F(2, 3).
  private static let transform: [[Int]] = [[2, 0, 0], [1, 1, 1], [1, -1, 1], [0, 0, 2]]

  /// - Throws: `CRefusal` when a precondition fails.
  init(_ layer: IntegerProductLayer, inputs: Int) throws {
    guard Self.inputChannels.contains(inputs) else {
      throw CRefusal("needs \(Self.inputChannels) input channels, got \(inputs)")
    }
    guard layer.channels % 2 == 0 else {
      throw CRefusal("needs an even number of output channels, got \(layer.channels)")
    }
    guard layer.sums.allSatisfy({ $0.lowerBound > -1 << 28 && $0.upperBound < 1 << 28 }) else {
      throw CRefusal("needs sums below 2^28")
    }
    var words: [Int32] = []
    words.reserveCapacity(layer.channels * (8 * inputs + 4))
    for pair in stride(from: 0, to: layer.channels, by: 2) {
      let rows = (pair...pair + 1).map { Self.transformed(layer, $0, inputs) }
      for position in 0..<16 {
        for k in stride(from: 0, to: inputs, by: 4) {
          for first in [k, k + 1] {
            for row in rows {
              let place = position * inputs + first
              words.append(Int32(truncatingIfNeeded: row[place] & 0xFFFF | row[place + 2] << 16))
            }
          }
        }
      }
    }
    let lines = (0..<layer.channels).compactMap { layer.fit($0, gain: 4, shift: 3) }
    form = lines.count == layer.channels ? .fitted : .twice
    for channel in 0..<layer.channels {
      let bias = 4 * layer.bias[channel]
      switch form {
      case .fitted, .steep:
        let line = lines[channel]
        words += [Int32(bias + Int(line.offset)), line.multiplier, line.constant, 0]
      case .twice:
        words += [Int32(bias)] + (try DSPProductWeights.twice(layer, channel, isPacked: false).constants)
      }
    }
    constant = CConstant(Tensor([words.count], words), name: "transformed")
  }

  /// Four times G w G^T of one output channel: for each position its input channels.
  private static func transformed(_ layer: IntegerProductLayer, _ channel: Int, _ inputs: Int) -> [Int] {
    var result = [Int](repeating: 0, count: 16 * inputs)
    for tap in 0..<9 {
      for (position, factor) in factors[tap].enumerated() where factor != 0 {
        let (from, to) = ((channel * 9 + tap) * inputs, position * inputs)
        for k in 0..<inputs { result[to + k] += factor * Int(layer.weights[from + k]) }
      }
    }
    return result
  }

  /// What each tap contributes to each position.
  private static let factors: [[Int]] = (0..<9).map { tap in
    (0..<16).map { transform[$0 / 4][tap / 3] * transform[$0 % 4][tap % 3] }
  }
}
