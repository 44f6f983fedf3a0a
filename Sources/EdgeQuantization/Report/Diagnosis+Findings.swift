import EdgeIR
import EdgeOps

/// The rules by which causes are found; `Finding.Cause.rule` says each in words.
extension Diagnosis {
  /// Those that the user can do something about first, then by cause, then in the graph's order.
  func findings(_ report: QuantizationReport) -> [Finding] {
    let all =
      fewSamples(report) + rawInputs(report) + unlikeParts() + distantPadding() + unlikeChannels(report)
      + outliers(report) + decomposedNormalizations() + largeBiases(report) + deadChannels(report)
      + noisyTensors(report)
    return [Finding.Status.advised, .taken, .harmless].flatMap { status in
      all.filter { $0.status == status }
    }
  }

  private func fewSamples(_ report: QuantizationReport) -> [Finding] {
    let advised = CalibrationStatistics.advisedSampleCount
    guard report.samples < advised else { return [] }
    return [
      Finding(
        cause: .fewSamples, status: .advised, values: [], operatorName: nil, origins: [],
        evidence:
          "\(report.samples) sample\(report.samples == 1 ? "" : "s"), where \(advised) or more are needed",
        measures: [.init(name: "samples", number: Double(report.samples))],
        remedy: "give more inputs that the model meets in use")
    ]
  }

  private func rawInputs(_ report: QuantizationReport) -> [Finding] {
    let rescued = report.rescuedInputs.map { input in
      Finding(
        cause: .rawInput, status: .taken, values: [input.name], operatorName: nil, origins: [],
        evidence: "8 bits for this input alone leave \(input.ratio.brief) dB of the results",
        measures: [.init(name: "outputRatio", number: input.ratio)],
        remedy: "features are brought to a common size in float before they are quantized; "
          + "standardize them before training, or in the application, to do without")
    }
    let outliers = outliers(report).flatMap(\.values)
    let others = report.tensors.filter { tensor in
      !outliers.contains(tensor.name) && graph.inputs.contains(tensor.value) && tensor.type.element == .int8
        && tensor.outputRatio.map { $0 < InputRescue.threshold } ?? false
    }
    return rescued
      + others.compactMap { tensor in
        tensor.outputRatio.map { ratio in
          finding(
            .rawInput, .advised, tensor.value,
            "8 bits for this input alone leave \(ratio.brief) dB of the results",
            [.init(name: "outputRatio", number: ratio)],
            "standardize the features before training, or give those of one size as an input of their own")
        }
      }
  }

  // MARK: Places

  func finding(
    _ cause: Finding.Cause, _ status: Finding.Status, _ value: ValueID, _ evidence: String,
    _ measures: [Finding.Measure], _ remedy: String
  ) -> Finding {
    let producer = graph.producer(of: value)
    return Finding(
      cause: cause, status: status, values: [graph[value].name], operatorName: producer?.operator.name,
      origins: producer?.origins ?? [], evidence: evidence, measures: measures, remedy: remedy)
  }

  /// What integers a value is stored as; float32 where it is none.
  func element(of value: ValueID) -> ElementType {
    rewritten.values[value].map { rewritten.graph[$0].type.element } ?? .float32
  }

  /// The numbers that a value took in calibration.
  func observed(_ value: ValueID) -> NumberRange? {
    if let constant = graph[value].constant { return NumberRange(of: constant) }
    return statistics[graph[value].name]?.observed.map { NumberRange($0.lowerBound, $0.upperBound) }
  }

  // MARK: Structure

  private func unlikeParts() -> [Finding] {
    var ranges: [ValueID: NumberRange] = [:]
    for value in graph.inputs + graph.nodes.flatMap(\.outputs) { ranges[value] = observed(value) }
    let atResults = Set(UnlikeOutputs(graph, ranges).findings.map(\.node))
    return graph.nodes.compactMap { node in
      guard node.operator is Concat, let output = node.outputs.first, element(of: output) != .float32 else {
        return nil
      }
      let parts = node.inputs.compactMap { input in
        input.flatMap { value in observed(value).map { (name: graph[value].name, range: $0) } }
      }.filter { $0.range.extent > 0 }
      guard let least = parts.min(by: { $0.range.extent < $1.range.extent }),
        let largest = parts.max(by: { $0.range.extent < $1.range.extent })
      else { return nil }
      let ratio = largest.range.extent / least.range.extent
      guard atResults.contains(node.id) || ratio > innerPartLimit else { return nil }
      let isWide = element(of: output) == .int16
      return finding(
        .unlikeParts, isWide ? .taken : .advised, output,
        "'\(largest.name)' in \(largest.range.brief) and '\(least.name)' in \(least.range.brief) share a scale: "
          + "\(ratio.brief) times as large",
        [.init(name: "ratio", number: Double(ratio))],
        isWide
          ? "in 16 bits; give the parts as outputs of their own to do without"
          : "bring the parts to one size before they are joined, or leave them apart")
    }
  }

  private func distantPadding() -> [Finding] {
    graph.nodes.compactMap { node in
      guard let pad = node.operator as? Pad, pad.mode == .constant, let output = node.outputs.first,
        element(of: output) != .float32, let constant = graph.constant(node, 1)?.doubles().first,
        let input = node.inputs.first ?? nil, let range = observed(input),
        !(constant.magnitude <= distantPadFactor * Double(max(range.extent, .leastNormalMagnitude)))
      else { return nil }
      let status: Finding.Status
      let remedy: String
      if constant.isFinite {
        (status, remedy) = (.advised, "pad with a number of the data's size")
      } else if graph.consumers(of: output).allSatisfy({ takesLargest(graph[$0], constant) }) {
        (status, remedy) = (
          .taken, "the outermost integer of the range takes its place: the results are the same"
        )
      } else {
        (status, remedy) = (
          .advised,
          "the outermost integer of the range takes its place; pad with a number that means something"
        )
      }
      return finding(
        .infinitePad, status, output, "pads numbers in \(range.brief) with \(constant.brief)",
        [.init(name: "value", number: constant), .init(name: "extent", number: Double(range.extent))], remedy)
    }
  }

  /// Whether a node never shows infinities of a sign where there are other numbers.
  private func takesLargest(_ node: Node, _ infinity: Double) -> Bool {
    if infinity > 0 { return (node.operator as? Reduce)?.kind == .min }
    return node.operator is MaxPool || (node.operator as? Reduce)?.kind == .max
  }

  /// Chains that end in the root of a mean of squares of differences from a mean.
  private func decomposedNormalizations() -> [Finding] {
    graph.nodes.compactMap { root in
      guard isRoot(root), let variance = mean(before: root, depth: 3),
        let square = variance.inputs.first.flatMap({ $0.flatMap(graph.producer) }),
        let centred = squared(square),
        (centred.operator as? Binary)?.kind == .subtract,
        centred.inputs.contains(where: {
          $0.flatMap(graph.producer).map { ($0.operator as? Reduce)?.kind == .mean } ?? false
        })
      else { return nil }
      let chain = [centred, square, variance, root].map { $0.outputs[0] }
      let elements = chain.map(element)
      guard !elements.allSatisfy({ $0 == .float32 }) else { return nil }
      let isNarrow = elements.contains(.int8)
      let found = finding(
        .decomposedNormalization, isNarrow ? .advised : .taken, chain[3],
        "difference, square, mean and root are stored as "
          + elements.map(\.rawValue).joined(separator: ", "), [],
        isNarrow
          ? "write it as one node: LayerNormalization, GroupNormalization or InstanceNormalization"
          : "in 16 bits")
      return found.about(chain.map { graph[$0].name })
    }
  }

  private func isRoot(_ node: Node) -> Bool {
    if let unary = node.operator as? Unary { return unary.kind == .sqrt }
    guard (node.operator as? Binary)?.kind == .power,
      let exponent = graph.constant(node, 1)?.doubles().first
    else { return false }
    return exponent.magnitude == 0.5
  }

  /// The nearest mean that a node is computed from, through sums and quotients.
  private func mean(before node: Node, depth: Int) -> Node? {
    for case let input? in node.inputs {
      guard let producer = graph.producer(of: input) else { continue }
      if let reduce = producer.operator as? Reduce, reduce.kind == .mean { return producer }
      if depth > 0, producer.operator is Binary || producer.operator is any DataMoving,
        let found = mean(before: producer, depth: depth - 1)
      {
        return found
      }
    }
    return nil
  }

  /// What a node squares.
  private func squared(_ node: Node) -> Node? {
    guard let binary = node.operator as? Binary, let base = node.inputs.first ?? nil else { return nil }
    let isSquare =
      binary.kind == .multiply
      ? node.inputs[1] == base
      : binary.kind == .power && graph.constant(node, 1)?.doubles().first == 2
    return isSquare ? graph.producer(of: base) : nil
  }
}

extension Finding {
  /// The same about several values.
  func about(_ values: [String]) -> Finding {
    Finding(
      cause: cause, status: status, values: values, operatorName: operatorName, origins: origins,
      evidence: evidence, measures: measures, remedy: remedy)
  }
}

extension NumberRange {
  /// `-1.5…3`
  var brief: String { "\(lower.brief)…\(upper.brief)" }
}

/// Ranges of parts inside the graph that share a scale may differ by this factor: three bits of eight.
private let innerPartLimit: Float = 8

/// How many times as large as what they surround padded numbers may be.
private let distantPadFactor = 16.0
