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
    /// As `fitted`, for larger factors.
    case steep = 2
  }

  let form: Form
  let constant: CConstant

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

  /// Sums of the second channel of a pair come 256 times as large, in 32 bits.
  private static let limit = 1 << 23 - 4096

  private static func requirePacking(_ layer: IntegerProductLayer, _ groups: [Int], _ size: Int) throws {
    for channel in groups.flatMap({ stride(from: $0, to: $0 + size, by: 2) }) {
      for tap in 0..<layer.taps where !(-32768...32767).contains(packed(layer, channel, tap)) {
        throw CRefusal("a weight of -128 in channel \(channel + 1) leaves no room for the one before it")
      }
    }
  }

  /// What requantizes one channel: an addition to its bias, and the words after the weights.
  struct Line {
    var offset: Int
    var constants: [Int32]
  }

  /// One line for each channel of each group, all of one form.
  static func requantization(
    _ layer: IntegerProductLayer, _ groups: [Int], _ size: Int
  ) throws -> (Form, [[Line]]) {
    func lines(_ line: (_ channel: Int, _ isPacked: Bool) throws -> Line) rethrows -> [[Line]] {
      try groups.map { first in try (0..<size).map { try line(first + $0, $0 % 2 == 1) } }
    }
    do {
      let isSteep = layer.multipliers.contains { $0.real >= 1 / 17 }
      let form = isSteep ? Form.steep : .fitted
      return (
        form, try lines { try fitted(layer, $0, shift: (isSteep ? 0 : 3) + ($1 ? 8 : 0), isPacked: $1) }
      )
    } catch let refusal as CRefusal {
      guard layer.rounding == .twice else { throw refusal }
      do {
        try layer.requireFullRange()
        return (.twice, try lines { try twice(layer, $0, isPacked: $1) })
      } catch let other as CRefusal {
        throw CRefusal("\(refusal.reason), and \(other.reason)")
      }
    }
  }

  /// Sums far from 0 are brought near it first.
  private static func fitted(
    _ layer: IntegerProductLayer, _ channel: Int, shift: Int, isPacked: Bool
  ) throws -> Line {
    let sums = layer.sums[channel]
    let isNear = sums.lowerBound > -limit && sums.upperBound < limit
    let origin = isNear ? 0 : (sums.lowerBound + sums.upperBound) / 2
    guard sums.upperBound - origin < limit else {
      throw CRefusal("needs sums within 2^24, those of channel \(channel) are \(sums)")
    }
    guard
      let fit = layer.fit(
        channel, origin: origin, gain: isPacked ? 256 : 1, shift: shift)
    else {
      let factor = layer.multipliers[channel].real
      throw CRefusal("no line rounds \(layer.rounding.rawValue) times \(Float(factor)) in channel \(channel)")
    }
    return Line(
      offset: Int(fit.offset) - origin * (isPacked ? 256 : 1), constants: [fit.multiplier, fit.constant])
  }

  static func twice(
    _ layer: IntegerProductLayer, _ channel: Int, isPacked: Bool
  ) throws -> Line {
    let sums = layer.sums[channel]
    guard sums.lowerBound > -limit, sums.upperBound < limit else {
      throw CRefusal("needs sums below 2^23, those of channel \(channel) are \(sums)")
    }
    let factor = layer.multipliers[channel]
    guard (1...20).contains(-factor.shift), factor.mantissa > 0 else {
      throw CRefusal("needs factors from 2^-21 to 1/2, got \(factor.real) in channel \(channel)")
    }
    let shift = -factor.shift
    let constant = 1 << (shift - 1) + layer.zeroPoint << shift
    return Line(offset: 0, constants: [factor.mantissa, Int32(constant), Int32(shift)])
  }
}
