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

  /// Sums in double precision, over the window's positions and the group's channels.
  @specialized(where Element == Float)
  func apply<Element: FloatElement>(
    _: Element.Type, _ x: Tensor, _ weights: Tensor, _ bias: Tensor?, _ shape: [Int]
  ) -> Tensor {
    let channels = weights.shape[weights.shape.count - 1]
    let outputs = shape[shape.count - 1]
    let outputsPerGroup = max(outputs / groups, 1)
    let inputStride = x.shape[x.shape.count - 1]
    let taps = window.tapCount
    let offsets = bias?.doubles()

    return Tensor.build(shape, of: Element.self) { y in
      x.withElements(of: Element.self) { x in
        weights.withElements(of: Element.self) { w in
          var next = 0
          window.forEachOutput { positions in
            for o in 0..<outputs {
              let firstChannel = o / outputsPerGroup * channels
              var sum = offsets?[o] ?? 0
              for (tap, position) in positions {
                let source = position * inputStride + firstChannel
                let weight = (o * taps + tap) * channels
                for c in 0..<channels { sum += Double(x[source &+ c]) * Double(w[weight &+ c]) }
              }
              let value = Element(sum)
              y[next] = activation.map { $0(value) } ?? value
              next += 1
            }
          }
        }
      }
    }
  }
}
