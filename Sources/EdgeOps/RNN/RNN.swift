import EdgeIR

/// One direction of a simple recurrent layer: h' = f(x·Wᵀ + Wb + h·Rᵀ + Rb).
///
/// Inputs, outputs and constraints: see `RecurrentLayer`, with one gate and the state h.
///
/// Semantics: ONNX RNN.
public struct RNN: RecurrentLayer {
  public static let name = "RNN"
  public static let gateCount = 1
  public static let stateCount = 1
  public static let hasPeepholes = false

  public var isReversed: Bool
  public var yieldsSequence: Bool
  public var clip: Float
  public var activation: RecurrentActivation

  public init(
    isReversed: Bool = false, yieldsSequence: Bool = true, clip: Float = .infinity,
    activation: RecurrentActivation = .init(.tanh)
  ) {
    self.isReversed = isReversed
    self.yieldsSequence = yieldsSequence
    self.clip = clip
    self.activation = activation
  }

  public func evaluate(_ inputs: [Tensor?]) throws -> [Tensor] {
    let layer = try RecurrentReference(self, inputs)
    return layer.run { offset, states in
      let h = states[0]
      for unit in 0..<layer.hidden {
        let sum = layer.input(0, unit, at: offset) + layer.recurrent(0, unit, h)
        states[0][unit] = activation(layer.clipped(sum))
      }
    }
  }
}
