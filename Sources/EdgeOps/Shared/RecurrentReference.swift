import EdgeIR

/// The numbers of a recurrent layer, as doubles, and the walk along its sequences.
struct RecurrentReference {
  let steps: Int
  let sequences: Int
  let features: Int
  let hidden: Int
  /// The sums that become gates are limited to this magnitude.
  let clip: Double
  private let isReversed: Bool
  private let yieldsSequence: Bool
  private let x: [Double]
  private let weights: [Double]
  private let recurrence: [Double]
  private let bias: [Double]
  private let lengths: [Int]
  private let initialStates: [[Double]]
  private let element: ElementType

  init<Layer: RecurrentLayer>(_ layer: Layer, _ inputs: [Tensor?]) throws {
    let x = try inputs.required(0)
    (steps, sequences, features) = (x.shape[0], x.shape[1], x.shape[2])
    hidden = try inputs.required(2).shape[1]
    (clip, isReversed, yieldsSequence) = (Double(layer.clip), layer.isReversed, layer.yieldsSequence)
    (self.x, element) = (x.doubles(), x.element)
    weights = try inputs.required(1).doubles()
    recurrence = try inputs.required(2).doubles()
    let rows = hidden * Layer.gateCount
    bias = inputs.optional(3)?.doubles() ?? Array(repeating: 0, count: 2 * rows)
    lengths = inputs.optional(4)?.integers() ?? Array(repeating: steps, count: sequences)
    for length in lengths where !(0...steps).contains(length) {
      throw OperatorError("expected lengths of 0 to \(steps) steps, got \(length)")
    }
    let zeros = [Double](repeating: 0, count: sequences * hidden)
    initialStates = (0..<Layer.stateCount).map { inputs.optional(5 + $0)?.doubles() ?? zeros }
  }

  /// Limits the sum in front of an activation; NaN stays NaN.
  func clipped(_ value: Double) -> Double { value < -clip ? -clip : value > clip ? clip : value }

  /// x·Wᵀ + Wb for one unit of one gate; `x` begins at the offset of a step's features.
  func input(_ gate: Int, _ unit: Int, at offset: Int) -> Double {
    let row = gate * hidden + unit
    return bias[row] + dot(x, offset, weights, row * features, features)
  }

  /// h·Rᵀ + Rb for one unit of one gate.
  func recurrent(_ gate: Int, _ unit: Int, _ h: [Double]) -> Double {
    let row = gate * hidden + unit
    return bias[bias.count / 2 + row] + dot(h, 0, recurrence, row * hidden, hidden)
  }

  private func dot(_ a: [Double], _ aStart: Int, _ b: [Double], _ bStart: Int, _ count: Int) -> Double {
    var sum = 0.0
    for i in 0..<count { sum += a[aStart &+ i] * b[bStart &+ i] }
    return sum
  }

  /// Calls `advance` for every step of every sequence, with the offset of its features and the sequence's states, the
  /// hidden one first. States are rounded to the element type after each step.
  ///
  /// - Returns: the layer's outputs.
  func run(_ advance: (_ offset: Int, _ states: inout [[Double]]) -> Void) -> [Tensor] {
    guard let float = element.floatType else { return [] }
    return run(float, advance)
  }

  private func run<Element: FloatElement>(
    _: Element.Type, _ advance: (Int, inout [[Double]]) -> Void
  ) -> [Tensor] {
    var finals = initialStates
    var y = [Element](repeating: 0, count: yieldsSequence ? steps * sequences * hidden : 0)
    for n in 0..<sequences {
      let units = n * hidden..<(n + 1) * hidden
      var states = finals.map { Array($0[units]) }
      for step in 0..<lengths[n] {
        let position = (isReversed ? lengths[n] - 1 - step : step) * sequences + n
        advance(position * features, &states)
        states = states.map { $0.map { Double(Element($0)) } }
        guard yieldsSequence else { continue }
        for unit in 0..<hidden { y[position * hidden + unit] = Element(states[0][unit]) }
      }
      for index in finals.indices { finals[index].replaceSubrange(units, with: states[index]) }
    }
    let states = finals.map { Tensor([sequences, hidden], $0.map { Element($0) }) }
    return yieldsSequence ? states + [Tensor([steps, sequences, hidden], y)] : states
  }
}
