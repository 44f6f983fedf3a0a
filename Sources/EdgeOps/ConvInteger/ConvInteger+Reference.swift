import EdgeIR

extension ConvInteger {
  public func evaluate(_ inputs: [Tensor?]) throws -> [Tensor] {
    let x = try inputs.required(0)
    let weights = try inputs.required(1)
    let output = try infer(inputs.map { $0?.type })[0]
    let perChannel = inputs.optional(4).map { zero in
      zero.elementCount == 1
        ? zero : zero.reshaped(zero.shape + weights.shape.dropFirst().map { _ in 1 })
    }
    return [
      convolve(
        x.lessZeroPoint(inputs.optional(3)), weights.lessZeroPoint(perChannel), inputs.optional(2),
        output.shape)
    ]
  }

  /// Sums over the window's positions inside the image and the group's channels.
  private func convolve(_ x: Tensor, _ weights: Tensor, _ bias: Tensor?, _ shape: [Int]) -> Tensor {
    let window = WindowPositions(convolution.geometry(weights.type), input: x.shape, output: shape)
    let channels = weights.shape[weights.shape.count - 1]
    let outputs = shape[shape.count - 1]
    let outputsPerGroup = max(outputs / convolution.groups, 1)
    let inputStride = x.shape[x.shape.count - 1]
    let taps = window.tapCount
    let offsets = bias?.elements(as: Int32.self)

    return Tensor.build(shape, of: Int32.self) { y in
      x.withElements(of: Int32.self) { x in
        weights.withElements(of: Int32.self) { w in
          var next = 0
          window.forEachOutput { positions in
            for o in 0..<outputs {
              let firstChannel = o / outputsPerGroup * channels
              var sum = offsets?[o] ?? 0
              for (tap, position) in positions {
                let source = position * inputStride + firstChannel
                let weight = (o * taps + tap) * channels
                for c in 0..<channels { sum &+= x[source &+ c] &* w[weight &+ c] }
              }
              y[next] = sum
              next += 1
            }
          }
        }
      }
    }
  }
}
