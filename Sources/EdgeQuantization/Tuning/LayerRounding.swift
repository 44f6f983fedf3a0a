import EdgeIR

/// The ways to round a layer's weights.
struct LayerRounding {
  /// Of floats, one row for each output channel.
  let weights: Tensor
  let scales: [Float]
  /// How many parts of the output channels see different inputs.
  let groups: Int
  /// Whether the bias restores the means of results.
  let correctsBias: Bool

  /// Each weight makes up for the errors of those before it, as the inputs hang together.
  func compensated(_ inputs: ColumnStatistics) throws -> Tensor {
    let depth = inputs.depth
    let perGroup = scales.count / max(groups, 1)
    let elements = weights.elements(as: Float.self)
    let parts = try concurrentMap(groups) { group -> [Int8] in
      let rounding = GPTQ(covariance: inputs.covariance(group), depth: depth)
      return (group * perGroup..<(group + 1) * perGroup).flatMap { channel in
        rounding.round(elements[channel * depth..<(channel + 1) * depth], scale: scales[channel])
      }
    }
    return ParameterQuantization.weights(weights.shape, parts.flatMap { $0 }, scales: scales)
  }

  /// Whether compensation gives better results than the nearest integers. With few rows of inputs it may fit what is
  /// chance: then what is fitted to half of them is judged on the other half.
  func gains(from halves: [ColumnStatistics]) throws -> Bool {
    guard halves.count == 2, halves[0].rows + halves[1].rows < fewRows * halves[0].depth else { return true }
    let nearest = ParameterQuantization.weights(weights, scales: scales)
    var (fitted, plain) = (0.0, 0.0)
    for (own, other) in [(halves[0], halves[1]), (halves[1], halves[0])] {
      fitted += noise(of: try compensated(own), fit: own, on: other)
      plain += noise(of: nearest, fit: own, on: other)
    }
    return fitted <= plain
  }

  /// What rounding adds to a layer's results: the mean of the squares, over all channels.
  ///
  /// - Parameters:
  ///   - fit: whose means the bias restores.
  ///   - inputs: what the weights are multiplied with.
  private func noise(of integers: Tensor, fit: ColumnStatistics, on inputs: ColumnStatistics) -> Double {
    let depth = inputs.depth
    let perGroup = scales.count / max(groups, 1)
    let floats = weights.elements(as: Float.self)
    let rounded = integers.as(integers.type.plain).elements(as: Int8.self)
    return (0..<groups).reduce(0.0) { sum, group in
      let covariance = inputs.covariance(group)
      let shifts = zip(inputs.means(group), fit.means(group)).map { correctsBias ? $0 - $1 : $0 }
      return (group * perGroup..<(group + 1) * perGroup).reduce(sum) { sum, channel in
        let errors = (channel * depth..<(channel + 1) * depth).map {
          Double(floats[$0]) - Double(rounded[$0]) * Double(scales[channel])
        }
        let shift = zip(errors, shifts).reduce(0) { $0 + $1.0 * $1.1 }
        return sum + shift * shift + quadraticForm(covariance, errors)
      }
    }
  }
}

/// `vᵀ M v`
private func quadraticForm(_ matrix: [Double], _ vector: [Double]) -> Double {
  let size = vector.count
  return (0..<size).reduce(0.0) { sum, row in
    let product = (0..<size).reduce(0.0) { $0 + matrix[row * size + $1] * vector[$1] }
    return sum + vector[row] * product
  }
}

/// So many rows of inputs for each weight of a channel say reliably how inputs hang together.
private let fewRows = 8
