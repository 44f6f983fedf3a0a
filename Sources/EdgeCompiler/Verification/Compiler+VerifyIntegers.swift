import EdgeData
import EdgeIR
import EdgeOps
import EdgeQuantization

/// How far an output in integers is from what the model's own arithmetic gives, over all samples.
public struct IntegerDeviation: Sendable {
  public let name: String
  /// The signal-to-noise ratio in dB; infinite where there is no difference.
  public let ratio: Double
  /// The largest difference in steps of the output's scale; nil for outputs that are computed in float.
  public let steps: Int?
  /// In which part of the samples the largest element is the same; nil for outputs that are no single vector.
  public let agreement: Double?
  /// The least ratio that was asked for.
  public let limit: Double?

  public var isWithinLimit: Bool { limit.map { ratio >= $0 } ?? true }
}

extension Compiler {
  /// Holds artefacts against the graph of integers that they are made from: bit by bit, unless the request says otherwise.
  ///
  /// Integers round differently from what the model says by design, whether they were chosen here or by the model
  /// (QDQ): results may be steps apart. That is reported, and judged where the tolerance is a signal-to-noise ratio.
  func verifyIntegers(_ file: ModelFile, _ request: VerificationRequest) throws -> VerificationReport {
    let compiled = try compile(file, for: .tflite)
    let graph = compiled.whole
    let (model, samples) = try integerSamples(file, request)
    let numbers = samples.map(\.inputs)
    let inputs = try Interface.inputs(numbers, of: graph)
    let reference = try GraphExecutor(graph: graph, progress: options.progress).run(inputs).map(graph.trimmed)
    let outputs = graph.typedModelOutputs
    // A signal-to-noise ratio is meant of the integers beside the floats, not of what is made of the integers.
    var limit: Double?
    if case .signalToNoise(let least) = request.tolerance { limit = least }
    let exactness = limit == nil ? request.tolerance : .standard
    var report = VerificationReport(
      path: file.path, sampleCount: samples.count,
      tolerance: exactness == .standard ? .unitsInLastPlace(0) : exactness)
    let labels = try labels(request, samples, outputs)
    try compare(&report, request, with: [.c, .tflite]) { target, report in
      let other = try otherModel(target)
      let executor = try other ?? executor(for: target, compiled.graph, file, request)
      let actual = try run(executor, other == nil ? inputs : numbers, graph)
      let tolerance = other == nil ? report.tolerance : request.tolerance
      let outputsDiffer = try report.add(
        target, outputs, actual, reference, tolerance: tolerance,
        isJudged: graph.isJudged(target, exactness))
      labels?.judge(target, actual, beside: reference, &report)
      if request.perLayer, let found = (executor as? GraphExecutor)?.graph {
        let comparer = LayerComparer(
          model: graph, planned: other == nil ? graph : nil, target, found, tolerance,
          outputsDiffer: outputsDiffer)
        report.layers.append(
          try comparer.compare(other == nil ? inputs : numbers, progress: options.progress))
      }
    }
    try addNeeds(of: compiled.graph, request, &report)
    let wanted = try GraphExecutor(graph: model, progress: options.progress).run(numbers).map(model.trimmed)
    report.deviations = graph.outputs.prefix(outputs.count).enumerated().compactMap { index, output in
      deviation(
        graph, output, limit, wanted: wanted.compactMap { $0.indices.contains(index) ? $0[index] : nil },
        found: reference.compactMap { $0.indices.contains(index) ? $0[index] : nil })
    }
    return report
  }

  /// Calibration data serve where there are no others: random inputs say nothing about accuracy.
  private func integerSamples(
    _ file: ModelFile, _ request: VerificationRequest
  ) throws -> (Graph, [Sample]) {
    guard request.data == nil, let quantization = options.quantization, let path = quantization.calibration
    else { return try loadSamples(file, request) }
    let graph = try importModel(file).graph
    let source = try samples(path, of: graph.typedInputs, quantization)
    let chosen = SampleChoice(of: source.count, limit: request.samples ?? calibrationSampleCount).indices
    return (graph, try chosen.map { Sample(inputs: try source.sample(at: $0)) })
  }

  private func deviation(
    _ graph: Graph, _ output: GraphOutput, _ limit: Double?, wanted: [Tensor], found: [Tensor]
  ) -> IntegerDeviation? {
    let type = graph[output.value].type
    guard wanted.count == found.count, wanted.allSatisfy({ $0.element.isFloat }) else { return nil }
    var noise = TensorNoise()
    var largest = 0.0
    var agreeing = 0
    for (a, b) in zip(wanted, found) where a.elementCount == b.elementCount {
      noise.add(a, b)
      let (scale, zeroPoint) = b.type.quantization?.single ?? (1, 0)
      let numbers = b.as(b.type.plain).doubles().map { ($0 - Double(zeroPoint)) * Double(scale) }
      let model = a.doubles()
      for (x, y) in zip(model, numbers) where (x - y).isFinite { largest = max(largest, abs(x - y)) }
      if model.positionOfLargest == numbers.positionOfLargest { agreeing += 1 }
    }
    let isVector = type.shape.filter { $0 > 1 }.count == 1
    let steps = scale(graph, output.value).map { Int(min((largest / Double($0)).rounded(), 1e9)) }
    return IntegerDeviation(
      name: output.name, ratio: noise.ratio, steps: steps,
      agreement: isVector && !wanted.isEmpty ? Double(agreeing) / Double(wanted.count) : nil,
      limit: limit)
  }

  /// The scale of a value's integers, or of those that it is computed from.
  private func scale(_ graph: Graph, _ value: ValueID) -> Float? {
    if let quantization = graph[value].type.quantization { return quantization.single?.scale }
    guard let input = graph.producer(of: value)?.inputs.first ?? nil else { return nil }
    return graph[input].type.quantization?.single?.scale
  }
}

/// How many samples of calibration data are compared unless the user says.
private let calibrationSampleCount = 16
