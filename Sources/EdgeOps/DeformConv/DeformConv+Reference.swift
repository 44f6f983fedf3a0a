import EdgeIR

extension DeformConv {
  public func evaluate(_ inputs: [Tensor?]) throws -> [Tensor] {
    let x = try inputs.required(0)
    let weights = try inputs.required(1)
    let offsets = try inputs.required(2)
    let shape = try infer(inputs.map { $0?.type })[0].shape
    guard let float = x.element.floatType else { throw OperatorError("C1: expected floats, got \(x.type)") }
    return [
      convolve(
        float, x, weights, offsets, inputs.optional(3)?.doubles(), inputs.optional(4)?.doubles(), shape)
    ]
  }

  /// In double precision.
  private func convolve<Element: FloatElement>(
    _: Element.Type, _ x: Tensor, _ weights: Tensor, _ offsets: Tensor, _ bias: [Double]?, _ mask: [Double]?,
    _ shape: [Int]
  ) -> Tensor {
    let window = convolution.geometry(weights.type)
    let spatial = Array(x.shape.dropFirst().dropLast())
    let (channels, outputs) = (x.shape[x.shape.count - 1], shape[shape.count - 1])
    let taps = window.kernel.reduce(1, *)
    let (values, factors, moves) = (x.doubles(), weights.doubles(), offsets.doubles())
    let groupChannels = channels / groups
    let offsetChannels = channels / offsetGroups
    let pixels = spatial.reduce(1, *)
    return Tensor.build(shape, of: Element.self) { y in
      var point = 0
      for image in 0..<shape[0] {
        forEachIndex(Array(shape[1..<(shape.count - 1)])) { index in
          // What each tap reads, for each channel.
          var samples = [Double](repeating: 0, count: taps * channels)
          for group in 0..<offsetGroups {
            var tap = 0
            forEachIndex(window.kernel) { offset in
              let place = point * offsetGroups * taps + group * taps + tap
              let position = offset.indices.map { axis in
                Double(
                  index[axis] * window.strides[axis] + offset[axis] * window.dilations[axis]
                    - window.padsBegin[axis])
                  + moves[place * offset.count + axis]
              }
              for (pixel, weight) in corners(position, spatial) {
                for c in group * offsetChannels..<(group + 1) * offsetChannels {
                  samples[tap * channels + c] +=
                    weight * (mask?[place] ?? 1) * values[(image * pixels + pixel) * channels + c]
                }
              }
              tap += 1
            }
          }
          for o in 0..<outputs {
            let first = o / max(outputs / groups, 1) * groupChannels
            var sum = bias?[o] ?? 0
            for tap in 0..<taps {
              for c in 0..<groupChannels {
                sum += samples[tap * channels + first + c] * factors[(o * taps + tap) * groupChannels + c]
              }
            }
            y[point * outputs + o] = Element(sum)
          }
          point += 1
        }
      }
    }
  }

  /// The pixels around a position and what they count; those outside the image are left out.
  private func corners(_ position: [Double], _ spatial: [Int]) -> [(pixel: Int, weight: Double)] {
    var result: [(pixel: Int, weight: Double)] = [(0, 1)]
    for (axis, place) in position.enumerated() {
      guard place > -1, place < Double(spatial[axis]) else { return [] }
      let low = place.rounded(.down)
      let pair = [(Int(low), 1 - (place - low)), (Int(low) + 1, place - low)]
      result = result.flatMap { pixel, weight in
        pair.compactMap { next, share in
          next >= 0 && next < spatial[axis] ? (pixel * spatial[axis] + next, weight * share) : nil
        }
      }
    }
    return result
  }
}
