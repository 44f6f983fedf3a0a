import EdgeIR

extension Conv {
  public func evaluate(_ inputs: [Tensor?]) throws -> [Tensor] {
    let x = try inputs.required(0)
    let weights = try inputs.required(1)
    let output = try infer(inputs.map { $0?.type })[0]
    guard let float = x.element.floatType else { throw OperatorError("C1: expected floats, got \(x.type)") }
    let window = WindowPositions(geometry(weights.type), input: x.shape, output: output.shape)
    let convolution = Convolution(window: window, groups: groups, activation: activation)
    return [convolution.apply(float, x, weights, inputs.optional(2), output.shape)]
  }
}

/// The sum that convolution and transposed convolution share.
struct Convolution {
  let window: WindowPositions
  let groups: Int
  let activation: Clamp?

  /// Sums in double precision, over the window's positions and the group's channels, for all output channels of a
  /// pixel at once.
  @specialized(where Element == Float)
  func apply<Element: FloatElement>(
    _: Element.Type, _ x: Tensor, _ weights: Tensor, _ bias: Tensor?, _ shape: [Int]
  ) -> Tensor {
    let outputs = shape[shape.count - 1]
    let offsets = bias?.doubles() ?? Array(repeating: 0, count: outputs)
    let rows = Rows(
      channels: weights.shape[weights.shape.count - 1], groups: groups, outputs: outputs,
      factors: transposed(Element.self, weights, outputs: outputs))
    var sums = offsets
    return Tensor.build(shape, of: Element.self) { y in
      x.withElements(of: Element.self) { x in
        var next = 0
        window.forEachOutput { positions in
          sums.withUnsafeMutableBufferPointer { sums in
            for o in 0..<outputs { sums[o] = offsets[o] }
            for (tap, pixel) in positions { rows.add(x, pixel, tap, to: sums) }
            for o in 0..<outputs {
              let value = Element(sums[o])
              y[next] = activation.map { $0(value) } ?? value
              next += 1
            }
          }
        }
      }
    }
  }

  /// The weights `[taps, C/groups, O]`: one row for each tap and channel of a group.
  private struct Rows {
    let channels: Int
    let groups: Int
    let outputs: Int
    let factors: [Double]

    /// Adds one pixel times one tap to the sums of all output channels.
    @inline(__always) func add<Element: FloatElement>(
      _ x: UnsafeBufferPointer<Element>, _ pixel: Int, _ tap: Int,
      to sums: UnsafeMutableBufferPointer<Double>
    ) {
      let start = pixel * groups * channels
      let outputsPerGroup = outputs / groups
      factors.withUnsafeBufferPointer { factors in
        if channels == 1, outputsPerGroup == 1 {
          let row = tap * outputs
          for o in 0..<outputs { sums[o] += Double(x[start &+ o]) * factors[row &+ o] }
          return
        }
        for group in 0..<groups {
          for channel in 0..<channels {
            let value = Double(x[start + group * channels + channel])
            let row = (tap * channels + channel) * outputs
            for o in group * outputsPerGroup..<(group + 1) * outputsPerGroup {
              sums[o] += value * factors[row &+ o]
            }
          }
        }
      }
    }
  }

  /// The weights `[O, taps, C/groups]` as `[taps, C/groups, O]`.
  @specialized(where Element == Float)
  private func transposed<Element: FloatElement>(
    _: Element.Type, _ weights: Tensor, outputs: Int
  ) -> [Double] {
    let rows = weights.elementCount / max(outputs, 1)
    return weights.withElements(of: Element.self) { w in
      var result = [Double](repeating: 0, count: w.count)
      for o in 0..<outputs {
        for row in 0..<rows { result[row * outputs + o] = Double(w[o * rows + row]) }
      }
      return result
    }
  }
}
