import EdgeC
import EdgeIR

/// Weights and everything else a layer needs, in the order in which the kernels of `dsp_product.h` and
/// `dsp_fully_connected.h` consume them.
///
/// Two output channels a and b share the halves of words, `a + 256 b`. Their sums come apart when those of b stay below 2^23.
struct DSPProductWeights: Sendable {
  /// The forms of requantization of `dsp.h`.
  enum Form: Int, Sendable {
    case fitted = 0
    case twice = 1
  }

  let form: Form
  let constant: CConstant

  private static let shift = (plain: 3, packed: 11)

  /// In pairs of channels; the last of an odd number of them makes a pair with the one before it. Taps are padded to fours.
  ///
  /// - Throws: `CRefusal` when a precondition fails.
  static func pairs(_ layer: IntegerProductLayer) throws -> DSPProductWeights {
    try DSPProductWeights(layer, groupSize: 2, stepTaps: 4)
  }

  /// In groups of four channels: biases, weights, constants. Taps are padded to eights.
  static func fours(_ layer: IntegerProductLayer) throws -> DSPProductWeights {
    try DSPProductWeights(layer, groupSize: 4, stepTaps: 8)
  }

  private init(_ layer: IntegerProductLayer, groupSize: Int, stepTaps: Int) throws {
    guard layer.channels >= groupSize else {
      throw CRefusal("needs at least \(groupSize) output channels, got \(layer.channels)")
    }
    let groups = stride(from: 0, to: layer.channels, by: groupSize).map {
      min($0, layer.channels - groupSize)
    }
    try Self.requirePacking(layer, groups, groupSize)
    let (form, lines) = try Self.requantization(layer, groups, groupSize)
    let steps = (layer.taps + stepTaps - 1) / stepTaps * stepTaps / 4
    var words: [Int32] = []
    for (index, first) in groups.enumerated() {
      let line = lines[index]
      for pair in stride(from: 0, to: groupSize, by: 2) {
        let low = layer.bias[first + pair] + line[pair].offset
        let high = layer.bias[first + pair + 1] << 8 + line[pair + 1].offset
        words += [low, low + high].map { Int32(truncatingIfNeeded: $0) }
      }
      for half in 0..<2 * steps {
        for pair in stride(from: 0, to: groupSize, by: 2) {
          let tap = half / 2 * 4 + half % 2
          let (even, odd) = (
            Self.packed(layer, first + pair, tap), Self.packed(layer, first + pair, tap + 2)
          )
          words.append(Int32(truncatingIfNeeded: even & 0xFFFF | odd << 16))
        }
      }
      words += line.flatMap(\.constants)
    }
    self.form = form
    constant = CConstant(Tensor([words.count], words), name: "packed")
  }

  /// Weights of two channels at a tap, as one half of a word.
  private static func packed(_ layer: IntegerProductLayer, _ channel: Int, _ tap: Int) -> Int {
    guard tap < layer.taps else { return 0 }
    return Int(layer.weights[channel * layer.taps + tap]) + Int(
      layer.weights[(channel + 1) * layer.taps + tap]) << 8
  }

  private static func requirePacking(_ layer: IntegerProductLayer, _ groups: [Int], _ size: Int) throws {
    for group in groups {
      for channel in stride(from: group, to: group + size, by: 2) {
        let limit = 1 << 23 - 4096
        let sums = layer.sums[channel + 1]
        guard sums.lowerBound > -limit, sums.upperBound < limit else {
          throw CRefusal("needs sums below 2^23, those of channel \(channel + 1) reach \(sums)")
        }
        for tap in 0..<layer.taps where !(-32768...32767).contains(packed(layer, channel, tap)) {
          throw CRefusal("a weight of -128 in channel \(channel + 1) leaves no room for the one before it")
        }
      }
    }
  }

  /// What requantizes one channel: an addition to its bias, and the words after the weights.
  private struct Line {
    var offset: Int
    var constants: [Int32]
  }

  private static func requantization(
    _ layer: IntegerProductLayer, _ groups: [Int], _ size: Int
  ) throws -> (Form, [[Line]]) {
    let lines = groups.map { first in
      (0..<size).compactMap { position in
        let isPacked = position % 2 == 1
        return layer.fit(
          first + position, gain: isPacked ? 256 : 1, shift: isPacked ? shift.packed : shift.plain
        ).map { Line(offset: Int($0.offset), constants: [$0.multiplier, $0.constant]) }
      }
    }
    if lines.allSatisfy({ $0.count == size }) { return (.fitted, lines) }
    guard layer.rounding == .twice else {
      throw CRefusal("no line rounds as \(layer.rounding.rawValue) does")
    }
    try layer.requireFullRange()
    return (.twice, try groups.map { first in try (first..<first + size).map { try twice(layer, $0) } })
  }

  private static func twice(_ layer: IntegerProductLayer, _ channel: Int) throws -> Line {
    let factor = layer.multipliers[channel]
    guard (1...20).contains(-factor.shift), factor.mantissa > 0 else {
      throw CRefusal("needs factors from 2^-21 to 1/2, got \(factor.real) in channel \(channel)")
    }
    let shift = -factor.shift
    let constant = 1 << (shift - 1) + layer.zeroPoint << shift
    return Line(offset: 0, constants: [factor.mantissa, Int32(constant), Int32(shift)])
  }
}
