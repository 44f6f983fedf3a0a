import EdgeC
import EdgeIR

/// Weights and parameters in the order in which the kernels `mve_*.h` read them, as words.
struct MVEWeights {
  /// In the order of the kernel's parameters.
  let arguments: [CArgument]
  /// How the kernel is to round.
  let rounding: CArgument

  private init(_ arguments: [CArgument], _ scales: SaturatingScales) {
    self.arguments = arguments
    rounding = scales.argument
  }

  /// For `edgec_mve_pointwise` and `edgec_mve_conv2d`: halves of four channels, even and odd ones of eight.
  static func pointwise(_ layer: IntegerProductLayer) throws -> MVEWeights {
    let scales = try layer.saturatingScales()
    let steps = vectors(layer.taps)
    var bytes: [Int8] = []
    var parameters: [Int32] = []
    for first in stride(from: 0, to: layer.channels, by: 8) {
      for half in 0..<2 {
        let channels = (0..<4).map { first + $0 * 2 + half }
        for step in 0..<steps {
          for channel in channels { bytes += layer.bytes(channel, from: step * 16) }
        }
        parameters += try layer.words(channels, scales.channels)
      }
    }
    bytes += Array(repeating: 0, count: 16)
    return MVEWeights([constant(words(bytes), "weights"), constant(parameters, "parameters")], scales)
  }

  /// For `edgec_mve_pointwise_small`: records of four channels.
  static func small(_ layer: IntegerProductLayer) throws -> MVEWeights {
    let scales = try layer.saturatingScales([.up])
    let records = try stride(from: 0, to: layer.channels, by: 4).flatMap { first in
      let channels = Array(first..<first + 4)
      return try layer.words(channels, scales.channels) + words(channels.flatMap { layer.bytes($0, from: 0) })
    }
    return MVEWeights([constant(records, "parameters")], scales)
  }

  /// For `edgec_mve_fully_connected`: weights, biases, factors and the step from one block's factors to the next.
  static func fullyConnected(_ layer: IntegerProductLayer) throws -> MVEWeights {
    let bias = try layer.blockBiases()
    let common = layer.commonSaturatingScale([.up, .once, .away])
    let scales = try common ?? layer.saturatingScales([.up, .once, .away])
    let factors = layer.blockFactors(scales.channels)
    return MVEWeights(
      [
        constant(blocks(layer), "weights"), constant(bias, "bias"),
        constant(common == nil ? factors : Array(factors.prefix(16)), "factors"),
        .int(common == nil ? 16 : 0),
      ], scales)
  }

  /// For `edgec_mve_conv2d_deep`: weights, then biases and factors of all blocks.
  static func deep(_ layer: IntegerProductLayer) throws -> MVEWeights {
    let scales = try layer.saturatingScales([.up, .once, .away])
    let parameters = try layer.blockBiases() + layer.blockFactors(scales.channels)
    return MVEWeights([constant(blocks(layer), "weights"), constant(parameters, "parameters")], scales)
  }

  /// For `edgec_mve_conv3x3`: pairs of channels, columns 0, 2 and 1 of the window.
  static func conv3x3(_ layer: IntegerProductLayer, inputChannels: Int) throws -> MVEWeights {
    let scales = try layer.saturatingScales()
    var bytes: [Int8] = []
    var parameters: [Int32] = []
    for first in stride(from: 0, to: layer.channels, by: 2) {
      for row in 0..<3 {
        for start in stride(from: 0, to: inputChannels, by: 16) {
          for column in [0, 2, 1] {
            let tap = (row * 3 + column) * inputChannels + start
            for channel in first..<first + 2 { bytes += layer.bytes(channel, from: tap) }
          }
        }
      }
      for channel in first..<first + 2 {
        parameters += Array(repeating: try layer.word(layer.bias[channel]), count: 4)
      }
      for scale in scales.channels[first..<first + 2] { parameters += [scale.multiplier, scale.shift] }
      parameters.append(Int32(layer.zeroPoint))
    }
    return MVEWeights([constant(words(bytes), "weights"), constant(parameters, "parameters")], scales)
  }

  /// For `edgec_mve_depthwise3x3`: a vector of the window for each channel, after 16 zeros.
  static func depthwise3x3(_ layer: IntegerProductLayer) throws -> MVEWeights {
    let scales = try layer.saturatingScales([.up])
    var bytes = [Int8](repeating: 0, count: 16)
    var parameters: [Int32] = []
    for (channel, scale) in scales.channels.enumerated() {
      bytes += (0..<16).map { byte in
        let (column, row) = (byte / 4, byte % 4)
        return column < 3 && row < 3 ? layer.weights[channel * 9 + row * 3 + column] : 0
      }
      parameters += [try layer.word(layer.bias[channel]), scale.multiplier, scale.shift]
    }
    return MVEWeights([constant(words(bytes), "weights"), constant(parameters, "parameters")], scales)
  }

  /// Vectors of 16 that hold as many elements.
  static func vectors(_ count: Int) -> Int { (count + 15) / 16 }

  /// Eight channels at a time, 16 taps of each.
  private static func blocks(_ layer: IntegerProductLayer) -> [Int32] {
    let bytes = stride(from: 0, to: layer.channels, by: 8).flatMap { first in
      (0..<vectors(layer.taps)).flatMap { step in
        (first..<first + 8).flatMap { layer.bytes($0, from: step * 16) }
      }
    }
    return words(bytes)
  }

  private static func words(_ bytes: [Int8]) -> [Int32] {
    stride(from: 0, to: bytes.count, by: 4).map { start in
      let word = (0..<4).reduce(UInt32(0)) { $0 | UInt32(UInt8(bitPattern: bytes[start + $1])) << ($1 * 8) }
      return Int32(bitPattern: word)
    }
  }

  private static func constant(_ words: [Int32], _ name: String) -> CArgument {
    .constant(CConstant(Tensor([words.count], words), name: name))
  }
}

extension IntegerProductLayer {
  /// 16 weights of a channel, zeros where there are none.
  fileprivate func bytes(_ channel: Int, from tap: Int) -> [Int8] {
    (tap..<tap + 16).map { channel < channels && $0 < taps ? weights[channel * taps + $0] : 0 }
  }

  fileprivate func word(_ bias: Int) throws -> Int32 {
    guard let word = Int32(exactly: bias) else { throw CRefusal("a bias of \(bias) has more than 32 bits") }
    return word
  }

  /// Biases, multipliers and shifts of some channels.
  fileprivate func words(_ channels: [Int], _ scales: [SaturatingScale]) throws -> [Int32] {
    try channels.map { try word(bias[$0]) } + channels.map { scales[$0].multiplier }
      + channels.map { scales[$0].shift }
  }

  /// The channels of each block of eight in the order of its sums; nil where the last block has none.
  private var blocks: [[Int?]] {
    stride(from: 0, to: channels, by: 8).map { first in
      [0, 2, 4, 6, 1, 3, 5, 7].map { first + $0 < channels ? first + $0 : nil }
    }
  }

  fileprivate func blockBiases() throws -> [Int32] {
    try blocks.joined().map { channel in try channel.map { try word(bias[$0]) } ?? 0 }
  }

  fileprivate func blockFactors(_ scales: [SaturatingScale]) -> [Int32] {
    blocks.flatMap { block in
      block.map { scales[$0 ?? 0].multiplier } + block.map { scales[$0 ?? 0].shift }
    }
  }
}
