import EdgeIR

/// One direction of a layer of long short-term memory cells.
///
/// - i = f(x·Wiᵀ + Wbi + h·Riᵀ + Rbi + Pi c), n = f(x·Wfᵀ + Wbf + h·Rfᵀ + Rbf + Pf c), which with
///   `couplesGates` is 1 - i instead
/// - c' = n c + i g(x·Wcᵀ + Wbc + h·Rcᵀ + Rbc)
/// - o = f(x·Woᵀ + Wbo + h·Roᵀ + Rbo + Po c')
/// - h' = o k(c')
///
/// f is `gateActivation`, g `candidateActivation`, k `outputActivation`. Inputs, outputs and constraints: see
/// `RecurrentLayer`, with gates in the order i, o, f, c, the states h and c, and peepholes in the order i, o, f.
///
/// `clip` applies to the sums in front of f and g. ONNX's text says "the input of activations", which could mean k's
/// too; ONNX Runtime leaves that one alone, and models ship with what it computes.
///
/// Semantics: ONNX LSTM, whose input_forget is `couplesGates`.
public struct LSTM: RecurrentLayer {
  public static let name = "LSTM"
  public static let gateCount = 4
  public static let stateCount = 2
  public static let hasPeepholes = true

  public var isReversed: Bool
  public var yieldsSequence: Bool
  public var clip: Float
  public var gateActivation: RecurrentActivation
  public var candidateActivation: RecurrentActivation
  public var outputActivation: RecurrentActivation
  public var couplesGates: Bool

  public init(
    isReversed: Bool = false, yieldsSequence: Bool = true, clip: Float = .infinity,
    gateActivation: RecurrentActivation = .init(.sigmoid),
    candidateActivation: RecurrentActivation = .init(.tanh),
    outputActivation: RecurrentActivation = .init(.tanh), couplesGates: Bool = false
  ) {
    self.isReversed = isReversed
    self.yieldsSequence = yieldsSequence
    self.clip = clip
    self.gateActivation = gateActivation
    self.candidateActivation = candidateActivation
    self.outputActivation = outputActivation
    self.couplesGates = couplesGates
  }

  public func evaluate(_ inputs: [Tensor?]) throws -> [Tensor] {
    let layer = try RecurrentReference(self, inputs)
    let peepholes = inputs.optional(7)?.doubles() ?? Array(repeating: 0, count: 3 * layer.hidden)
    return layer.run { offset, states in
      let (h, c) = (states[0], states[1])
      for unit in 0..<layer.hidden {
        /// `cell` is what the gate's peephole shows it, if it has one.
        func gate(_ index: Int, _ activation: RecurrentActivation, cell: Double? = nil) -> Double {
          let sum = layer.input(index, unit, at: offset) + layer.recurrent(index, unit, h)
          let seen = cell.map { peepholes[index * layer.hidden + unit] * $0 } ?? 0
          return activation(layer.clipped(sum + seen))
        }
        let input = gate(0, gateActivation, cell: c[unit])
        let forget = couplesGates ? 1 - input : gate(2, gateActivation, cell: c[unit])
        let cell = forget * c[unit] + input * gate(3, candidateActivation)
        let output = gate(1, gateActivation, cell: cell)
        states[1][unit] = cell
        states[0][unit] = output * outputActivation(cell)
      }
    }
  }
}
