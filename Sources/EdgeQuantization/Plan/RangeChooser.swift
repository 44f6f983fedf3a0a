import EdgeIR
import EdgeOps

/// From the numbers seen in calibration to the ranges that integers have to cover.
struct RangeChooser {
  private let graph: Graph
  /// How many samples the numbers come from.
  private let samples: Int
  private let judged: Set<ValueID>

  /// - Parameter judged: the values that results are read from: logits, regressions.
  init(_ graph: Graph, samples: Int, judged: [ValueID]) {
    self.graph = graph
    self.samples = max(samples, 1)
    self.judged = Set(judged)
  }

  /// Ranges with a margin for what calibration did not show, the larger the fewer samples there were. Inputs are taken as
  /// they are, limits of activations are kept, results that are compared or read as numbers get more room: two that are cut
  /// off at the same bound would tie.
  func ranges(_ observed: [ValueID: NumberRange]) -> [ValueID: NumberRange] {
    var ranges: [ValueID: NumberRange] = [:]
    for (value, range) in observed { ranges[value] = chosen(value, range) }
    return ranges
  }

  private func chosen(_ value: ValueID, _ range: NumberRange) -> NumberRange {
    guard let producer = graph.producer(of: value) else { return range }
    let root = Float(samples).squareRoot()
    let isResult = judged.contains(value) && graph[value].type.shape.filter { $0 > 1 }.count <= 1
    let widened = range.widened(by: isResult ? max(1.1, 1 + 1.5 / root) : 1 + 0.25 / root)
    guard let limits = IntegerForm.limits(of: producer) else { return widened }
    if let saturation = IntegerForm.saturation(of: producer) {
      return NumberRange(
        saturation.lower.isFinite ? saturation.lower : widened.lower,
        saturation.upper.isFinite ? saturation.upper : widened.upper)
    }
    return NumberRange(max(widened.lower, limits.lower), min(widened.upper, limits.upper))
  }
}

extension Graph {
  /// For each output of floats the value that its accuracy is judged by: what is normalised or moved last.
  func judgedValues() -> [ValueID] {
    var judged: [ValueID] = []
    for output in outputs where self[output.value].type.element == .float32 {
      let value = judgedValue(output.value)
      if !judged.contains(value) { judged.append(value) }
    }
    return judged
  }

  /// The value that an output is judged by.
  func judgedValue(_ value: ValueID) -> ValueID {
    var value = value
    while let producer = producer(of: value), let input = producer.inputs.first ?? nil,
      self[input].type.element == .float32, self[input].constant == nil
    {
      if case .fixed = producer.operator.quantization {
        value = input
      } else if let moving = producer.operator as? any DataMoving,
        moving.movedInputs(inputTypes(of: producer)) == [0]
      {
        value = input
      } else {
        break
      }
    }
    return value
  }
}
