/// The sums of products that convolution and transposed convolution of integers share.
struct IntegerConvolution {
  let window: WindowPositions
  let groups: Int
  /// Weights of 8 bits `[O, taps, C/groups]`.
  let weights: [Int16]
  let outputs: Int

  private var channels: Int { weights.count / max(outputs * window.tapCount, 1) }

  /// For each pixel and channel of the output the sum, beginning with the bias.
  ///
  /// - Parameter x: `[N, spatial…, C]`, each integer less the zero point.
  func sums(_ x: [Int16], bias: [Int64], count: Int) -> [Int64] {
    if x.isEmpty || weights.isEmpty { return (0..<count).map { bias[$0 % outputs] } }
    return [Int64](unsafeUninitializedCapacity: count) { results, initialized in
      x.withUnsafeBufferPointer { x in
        if channels == 1, outputs == groups {
          depthwise(x, bias, into: results)
        } else {
          full(x, bias, into: results)
        }
      }
      initialized = count
    }
  }

  /// For each output channel the product of two rows: what the window covers, and the channel's weights.
  private func full(
    _ x: UnsafeBufferPointer<Int16>, _ bias: [Int64], into results: UnsafeMutableBufferPointer<Int64>
  ) {
    let (channels, taps) = (channels, window.tapCount)
    let length = taps * channels
    let outputsPerGroup = outputs / max(groups, 1)
    var row = [Int16](repeating: 0, count: length * groups)
    var next = 0
    weights.withUnsafeBufferPointer { weights in
      row.withUnsafeMutableBufferPointer { row in
        guard let weights = weights.baseAddress, let start = row.baseAddress, let x = x.baseAddress else {
          return
        }
        window.forEachOutput { positions in
          if positions.count < taps { row.update(repeating: 0) }
          for (tap, pixel) in positions {
            for group in 0..<groups {
              let source = x + (pixel * groups + group) * channels
              (start + group * length + tap * channels).update(from: source, count: channels)
            }
          }
          for o in 0..<outputs {
            let part = start + o / outputsPerGroup * length
            results[next] = bias[o] &+ IntegerDotProduct.narrow(part, weights + o * length, length)
            next += 1
          }
        }
      }
    }
  }

  /// Every output channel has one input channel: the weights of one tap are a row.
  private func depthwise(
    _ x: UnsafeBufferPointer<Int16>, _ bias: [Int64], into results: UnsafeMutableBufferPointer<Int64>
  ) {
    let (outputs, taps) = (outputs, window.tapCount)
    var rows = [Int16](repeating: 0, count: weights.count)
    for o in 0..<outputs {
      for tap in 0..<taps { rows[tap * outputs + o] = weights[o * taps + tap] }
    }
    var block = [Int32](repeating: 0, count: outputs)
    var next = 0
    rows.withUnsafeBufferPointer { rows in
      block.withUnsafeMutableBufferPointer { block in
        guard let rows = rows.baseAddress, let sums = block.baseAddress, let x = x.baseAddress else { return }
        window.forEachOutput { positions in
          for o in 0..<outputs { results[next + o] = bias[o] }
          for first in stride(from: 0, to: positions.count, by: IntegerDotProduct.block) {
            block.update(repeating: 0)
            for (tap, pixel) in positions[first..<min(first + IntegerDotProduct.block, positions.count)] {
              let (values, factors) = (x + pixel * outputs, rows + tap * outputs)
              for o in 0..<outputs { sums[o] &+= Int32(values[o]) &* Int32(factors[o]) }
            }
            for o in 0..<outputs { results[next + o] &+= Int64(sums[o]) }
          }
          next += outputs
        }
      }
    }
  }
}
