import EdgeC

/// How kernels with vector instructions requantize: a high product and a rounding shift, the zero point, saturation
/// (`edgec_mve_scaled`); exact where it agrees with the model's rule on both sides of every threshold.
struct SaturatingScale: Hashable, Sendable {
  /// The kernels' ways to round, and what they are called there.
  enum Rounding: Int, Sendable {
    /// The product and the shift, halves up: as the rule `twice` where negative results are cut off.
    case up
    /// As the rule `twice`.
    case away
    /// Only the shift, halves up.
    case once
  }

  let multiplier: Int32
  /// 0 or negative: the shift to the left.
  let shift: Int32

  /// - Parameters:
  ///   - requantized: the rule, monotone, with results from -128 to 127.
  ///   - factor: its slope.
  ///   - sums: those that can occur.
  /// - Returns: nil when no multiplier near the factor's agrees with the rule for all of them.
  init?(
    _ requantized: (Int) -> Int, _ factor: FixedPointMultiplier, zeroPoint: Int, over sums: ClosedRange<Int>,
    _ rounding: Rounding
  ) {
    let (lowest, highest) = (requantized(sums.lowerBound), requantized(sums.upperBound))
    if lowest == highest, lowest == zeroPoint {
      (multiplier, shift) = (0, 0)
      return
    }
    guard factor.mantissa > 0, (-31...0).contains(factor.shift) else { return nil }
    let thresholds = (lowest..<max(highest, lowest)).map { below in
      let guess = (Double(below + 1 - zeroPoint) - 0.5) / factor.real
      return (below + 1, RequantizationFit.threshold(of: below + 1, requantized, near: guess, sums))
    }
    for attempt in 0..<33 {
      let nudge = Int32(attempt % 2 == 0 ? -attempt / 2 : (attempt + 1) / 2)
      let (multiplier, overflow) = factor.mantissa.addingReportingOverflow(nudge)
      guard !overflow, multiplier > 0 else { continue }
      func scaled(_ sum: Int) -> Int {
        let nudge = rounding == .once ? 0 : 1 << 30
        var product = (sum * Int(multiplier) + nudge) >> 31
        if rounding == .away, product < 0 { product -= 1 }
        return (product + (1 << -factor.shift) >> 1) >> -factor.shift
      }
      func placed(_ sum: Int) -> Int { min(max(scaled(sum) + zeroPoint, -128), 127) }
      guard [sums.lowerBound, sums.upperBound].allSatisfy({ Self.hasRoom(scaled($0), zeroPoint) }),
        placed(sums.lowerBound) == lowest, placed(sums.upperBound) == highest,
        thresholds.allSatisfy({ value, sum in placed(sum) >= value && placed(sum - 1) < value })
      else { continue }
      self.multiplier = multiplier
      shift = Int32(factor.shift)
      return
    }
    return nil
  }

  /// Whether 16 bits hold a number with and without the zero point.
  private static func hasRoom(_ scaled: Int, _ zeroPoint: Int) -> Bool {
    Int16(exactly: scaled) != nil && Int16(exactly: scaled + zeroPoint) != nil
  }
}

/// How all channels of a layer are requantized.
struct SaturatingScales: Sendable {
  let rounding: SaturatingScale.Rounding
  /// One for each channel.
  let channels: [SaturatingScale]

  var argument: CArgument { .int(rounding.rawValue) }
}

extension IntegerProductLayer {
  /// How each channel is requantized, in the first of some ways in which all can be.
  ///
  /// - Throws: `CRefusal` when there is none.
  func saturatingScales(_ roundings: [SaturatingScale.Rounding] = [.up, .away]) throws -> SaturatingScales {
    var last = 0
    for rounding in roundings {
      var scales: [SaturatingScale] = []
      for channel in bias.indices {
        last = channel
        guard let scale = scale(channel, over: sums[channel], rounding) else { break }
        scales.append(scale)
      }
      if scales.count == channels { return SaturatingScales(rounding: rounding, channels: scales) }
    }
    let reason = "no multiplier of 31 bits rounds and limits the sums \(sums[last]) of channel \(last)"
    throw CRefusal("\(reason) as the model does")
  }

  /// As `saturatingScales`, one for all channels, when they have one factor; nil when they cannot have one.
  func commonSaturatingScale(_ roundings: [SaturatingScale.Rounding]) -> SaturatingScales? {
    guard multipliers.allSatisfy({ $0 == multipliers.first }), let least = sums.map(\.lowerBound).min(),
      let greatest = sums.map(\.upperBound).max()
    else { return nil }
    for rounding in roundings {
      guard let scale = scale(0, over: least...greatest, rounding) else { continue }
      return SaturatingScales(rounding: rounding, channels: Array(repeating: scale, count: channels))
    }
    return nil
  }

  private func scale(
    _ channel: Int, over sums: ClosedRange<Int>, _ rounding: SaturatingScale.Rounding
  ) -> SaturatingScale? {
    SaturatingScale(
      { requantized($0, channel) }, multipliers[channel], zeroPoint: zeroPoint, over: sums, rounding)
  }
}
