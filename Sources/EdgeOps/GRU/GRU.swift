import EdgeIR

/// One direction of a layer of gated recurrent units.
///
/// - z = f(x·Wzᵀ + Wbz + h·Rzᵀ + Rbz), r = f(x·Wrᵀ + Wbr + h·Rrᵀ + Rbr)
/// - c = g(x·Whᵀ + Wbh + (r h)·Rhᵀ + Rbh), or with `resetsAfterProduct` g(x·Whᵀ + Wbh + r (h·Rhᵀ + Rbh))
/// - h' = (1 - z) c + z h
///
/// Inputs, outputs and constraints: see `RecurrentLayer`, with gates in the order z, r, h and the state h.
///
/// Semantics: ONNX GRU, whose linear_before_reset is `resetsAfterProduct`.
public struct GRU: RecurrentLayer {
  public static let name = "GRU"
  public static let gateCount = 3
  public static let stateCount = 1
  public static let hasPeepholes = false

  public var isReversed: Bool
  public var yieldsSequence: Bool
  public var clip: Float
  public var gateActivation: RecurrentActivation
  public var candidateActivation: RecurrentActivation
  public var resetsAfterProduct: Bool

  public init(
    isReversed: Bool = false, yieldsSequence: Bool = true, clip: Float = .infinity,
    gateActivation: RecurrentActivation = .init(.sigmoid),
    candidateActivation: RecurrentActivation = .init(.tanh), resetsAfterProduct: Bool = false
  ) {
    self.isReversed = isReversed
    self.yieldsSequence = yieldsSequence
    self.clip = clip
    self.gateActivation = gateActivation
    self.candidateActivation = candidateActivation
    self.resetsAfterProduct = resetsAfterProduct
  }

  public func evaluate(_ inputs: [Tensor?]) throws -> [Tensor] {
    let layer = try RecurrentReference(self, inputs)
    return layer.run { offset, states in
      let h = states[0]
      func gate(_ index: Int, _ unit: Int) -> Double {
        let sum = layer.input(index, unit, at: offset) + layer.recurrent(index, unit, h)
        return gateActivation(layer.clipped(sum))
      }
      let reset = (0..<layer.hidden).map { gate(1, $0) }
      let scaled = zip(reset, h).map { $0 * $1 }
      for unit in 0..<layer.hidden {
        let recurrent =
          resetsAfterProduct
          ? reset[unit] * layer.recurrent(2, unit, h) : layer.recurrent(2, unit, scaled)
        let sum = layer.input(2, unit, at: offset) + recurrent
        let candidate = candidateActivation(layer.clipped(sum))
        let update = gate(0, unit)
        states[0][unit] = (1 - update) * candidate + update * h[unit]
      }
    }
  }
}
