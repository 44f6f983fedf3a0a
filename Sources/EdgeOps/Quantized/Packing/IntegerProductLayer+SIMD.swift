import EdgeC
import EdgeIR

/// What kernels in vectors (`simd_quantized_product.h` and its kin) read: everything in blocks of 16 channels, filled up with 0.
extension IntegerProductLayer {
  private var blocks: StrideTo<Int> { stride(from: 0, to: channels, by: 16) }

  /// For each two inputs of a run 16 pairs of weights.
  ///
  /// - Parameter run: how many taps lie side by side.
  func pairsInVectors(run: Int) -> CArgument {
    var numbers: [Int8] = []
    for block in blocks {
      for first in stride(from: 0, to: taps, by: run) {
        for tap in stride(from: 0, to: run, by: 2) {
          for channel in block..<block + 16 {
            for position in tap..<tap + 2 {
              let isThere = channel < channels && position < run
              numbers.append(isThere ? weights[channel * taps + first + position] : 0)
            }
          }
        }
      }
    }
    return .constant(CConstant(Tensor([numbers.count], numbers), name: "packed"))
  }

  /// For each tap 16 weights, for depthwise convolutions.
  func tapsInVectors() -> CArgument {
    var numbers: [Int16] = []
    for block in blocks {
      for tap in 0..<taps {
        for channel in block..<block + 16 {
          numbers.append(channel < channels ? Int16(weights[channel * taps + tap]) : 0)
        }
      }
    }
    return .constant(CConstant(Tensor([numbers.count], numbers), name: "packed"))
  }

  /// 16 biases, multipliers and shifts.
  func tableInVectors() -> CArgument {
    var numbers: [Int32] = []
    for block in blocks {
      let there = block..<min(block + 16, channels)
      let missing = [Int32](repeating: 0, count: block + 16 - there.upperBound)
      numbers += there.map { Int32(truncatingIfNeeded: plainBias($0)) } + missing
      numbers += there.map { multipliers[$0].mantissa } + missing
      numbers += there.map { Int32(multipliers[$0].shift) } + missing
    }
    return .constant(CConstant(Tensor([numbers.count], numbers), name: "table"))
  }

  /// The factors in double precision, twice over, where the rounding asks for them.
  func factorsInVectors() -> CArgument {
    guard rounding == .real else { return .null }
    var factors = multipliers.map(\.kernelReal)
    factors += [Double](repeating: 0, count: (16 - channels % 16) % 16)
    return .constant(CConstant(Tensor([factors.count], factors), name: "factors"))
  }

  /// The zero point of the output and its limits: the end of each kernel's arguments.
  var outputInVectors: [CArgument] {
    [.int(zeroPoint), .int(max(range.lower, -128)), .int(min(range.upper, 127))]
  }

  /// What the sum of products with numbers less their zero point starts at.
  private func plainBias(_ channel: Int) -> Int {
    let row = weights[channel * taps..<(channel + 1) * taps]
    return bias[channel] + inputZeroPoint * row.reduce(0) { $0 + Int($1) }
  }
}
