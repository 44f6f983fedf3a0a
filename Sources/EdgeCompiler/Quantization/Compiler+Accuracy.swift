import EdgeData
import EdgeIR
public import EdgeQuantization
import EdgeSupport

extension Compiler {
  /// How often the largest number of the first vector of results is where the label says, with integers and with floats.
  ///
  /// - Parameters:
  ///   - labels: a file with an integer for each sample of the source.
  ///   - limit: how many samples are looked at, evenly spread.
  /// - Throws: `Diagnostic` E701 for labels that do not fit, E803 for a model without scores, otherwise as `TensorFile`.
  func accuracy(
    of integers: Graph, beside floats: Graph, _ source: any SampleSource, labels path: String, limit: Int
  ) throws -> QuantizationReport.Accuracy {
    let labels = try Labels(path, count: source.count, outputs: floats.typedModelOutputs)
    let chosen = SampleChoice(of: source.count, limit: limit).indices
    try labels.check(chosen)
    let samples = try chosen.map { try source.sample(at: $0) }
    func share(_ graph: Graph) throws -> Double {
      let inputs = try Interface.inputs(samples, of: graph)
      let results = try GraphExecutor(graph: graph, progress: options.progress).run(inputs)
      return labels.share(results, of: chosen)
    }
    return QuantizationReport.Accuracy(
      floats: try share(floats), integers: try share(integers), samples: samples.count)
  }
}

extension QuantizationReport.Accuracy {
  /// - Throws: `Diagnostic` E405 when more is lost than the limit allows.
  func check(limit: Double?) throws {
    guard let limit, drop > limit else { return }
    throw Diagnostic.error(
      .quantizationNoise,
      "\(text): \(drop.brief) percentage points are lost, at most \(limit.brief) may be",
      hint: "use --target-sqnr or --quantize int16x8, or see what is noisy with --quantization-report")
  }

  /// `98 % of 100 labelled samples are right, 99 % with floats`
  public var text: String {
    "\((integers * 100).brief) % of \(samples) labelled samples are right, \((floats * 100).brief) % with floats"
  }
}
