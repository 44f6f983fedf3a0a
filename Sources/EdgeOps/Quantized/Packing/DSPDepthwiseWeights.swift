import EdgeC
import EdgeIR

/// Weights of a depthwise convolution and everything else it needs, in the order in which kernels consume them.
struct DSPDepthwiseWeights: Sendable {
  let form: DSPProductWeights.Form
  let constant: CConstant

  /// For `dsp_depthwise3.h`: one output channel after the other.
  ///
  /// - Parameter isExchanged: rows are the kernel's columns.
  /// - Throws: `CRefusal` when a precondition fails.
  static func rowsOfThree(_ layer: IntegerProductLayer, isExchanged: Bool) throws -> DSPDepthwiseWeights {
    let (form, lines) = try DSPProductWeights.requantization(layer, Array(0..<layer.channels), 1)
    var words: [Int32] = []
    for channel in 0..<layer.channels {
      let taps = (0..<9).map { tap in
        layer.weights[channel * 9 + (isExchanged ? tap % 3 * 3 + tap / 3 : tap)]
      }
      for row in 0..<3 {
        words.append(halves(taps[3 * row], taps[3 * row + 1]))
        words.append(halves(taps[3 * row + 1], taps[3 * row + 2]))
      }
      words.append(Int32(truncatingIfNeeded: layer.bias[channel] + lines[channel][0].offset))
      words += lines[channel][0].constants
    }
    return DSPDepthwiseWeights(form, words)
  }

  /// For `dsp_depthwise.h`: one word of each of four input channels after the other, for each output of these.
  ///
  /// - Throws: `CRefusal` when a precondition fails.
  static func fours(_ layer: IntegerProductLayer, depth: Int) throws -> DSPDepthwiseWeights {
    let (form, lines) = try DSPProductWeights.requantization(layer, Array(0..<layer.channels), 1)
    let inputs = layer.channels / depth
    var words: [Int32] = []
    for first in stride(from: 0, to: inputs, by: 4) {
      for output in 0..<depth {
        let channels = (first..<first + 4).map { $0 < inputs ? $0 * depth + output : nil }
        func appendEach(_ word: (Int) -> Int32) { words += channels.map { $0.map(word) ?? 0 } }
        appendEach { Int32(truncatingIfNeeded: layer.bias[$0] + lines[$0][0].offset) }
        for tap in stride(from: 0, to: layer.taps, by: 2) {
          appendEach { channel in
            let place = channel * layer.taps + tap
            return halves(layer.weights[place], tap + 1 < layer.taps ? layer.weights[place + 1] : 0)
          }
        }
        for constant in 0..<(form == .twice ? 3 : 2) {
          appendEach { lines[$0][0].constants[constant] }
        }
      }
    }
    return DSPDepthwiseWeights(form, words)
  }

  private init(_ form: DSPProductWeights.Form, _ words: [Int32]) {
    self.form = form
    constant = CConstant(Tensor([words.count], words), name: "packed")
  }

  private static func halves(_ low: Int8, _ high: Int8) -> Int32 {
    Int32(high) << 16 | Int32(low) & 0xFFFF
  }
}
