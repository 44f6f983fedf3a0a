import EdgeIR

/// How accurate an output is on the samples that layers were tuned on.
public struct ResultReport: Sendable {
  public let name: String
  /// The value that it is judged by: for probabilities the scores that they are made of.
  public let value: String
  /// The signal-to-noise ratio in dB.
  public let ratio: Double
  public let samples: Int
  /// The part of the samples whose largest number is in the same place; nil for what is no vector of scores.
  public let agreement: Double?

  /// - Parameters:
  ///   - wanted: for each sample the numbers that floats give.
  ///   - areScores: whether the largest number means something.
  init(name: String, value: String, wanted: [[Double]], found: [[Double]], areScores: Bool) {
    self.name = name
    self.value = value
    samples = wanted.count
    ratio = signalToNoise(wanted, found)
    let equal = zip(wanted, found).filter { Self.largest($0) == Self.largest($1) }.count
    agreement = areScores && !wanted.isEmpty ? Double(equal) / Double(wanted.count) : nil
  }

  /// The first of the largest numbers.
  private static func largest(_ numbers: [Double]) -> Int? {
    numbers.indices.max { (numbers[$0], $1) < (numbers[$1], $0) }
  }
}

extension Graph {
  /// How accurate the outputs of floats are.
  ///
  /// - Parameter numbers: of a judged value.
  func results(_ numbers: (ValueID) -> (wanted: [[Double]], found: [[Double]])) -> [ResultReport] {
    outputs.filter { self[$0.value].type.element == .float32 }.map { output in
      let value = judgedValue(output.value)
      let (wanted, found) = numbers(value)
      return ResultReport(
        name: output.name, value: self[value].name, wanted: wanted, found: found, areScores: areScores(value))
    }
  }

  /// Whether a value is one vector that may be scores of classes. What has an input's size, as with autoencoders, is not.
  private func areScores(_ value: ValueID) -> Bool {
    let type = self[value].type
    return type.elementCount > 1 && type.shape.filter { $0 > 1 }.count == 1
      && !inputs.contains { self[$0].type.elementCount == type.elementCount }
  }
}
