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
    let labels = try TensorFile.read(path)
    guard let classes = labels.integers(), classes.count == source.count else {
      throw Diagnostic.error(
        .dataMismatch, "expected \(source.count) integers, one for each sample, got \(labels.type)",
        at: .init(file: path), hint: "save the classes as an .npy file, in the order of the samples")
    }
    let scores = floats.typedModelOutputs.firstIndex { output in
      output.type.elementCount > 1 && output.type.shape.filter { $0 > 1 }.count == 1
    }
    guard let scores else {
      throw Diagnostic.error(
        .invalidOption, "labels are for models whose result is a score for each class",
        hint: "leave out --labels; --target-sqnr bounds what quantization changes")
    }
    let size = floats.typedModelOutputs[scores].type.elementCount
    let chosen = SampleChoice(of: source.count, limit: limit).indices
    if let wrong = chosen.first(where: { !(0..<size).contains(classes[$0]) }) {
      throw Diagnostic.error(
        .dataMismatch, "expected classes from 0 to \(size - 1), got \(classes[wrong]) for sample \(wrong)",
        at: .init(file: path), hint: "classes are positions in '\(floats.typedModelOutputs[scores].name)'")
    }
    let samples = try chosen.map { try source.sample(at: $0) }
    func share(_ graph: Graph) throws -> Double {
      let inputs = try samples.map { try Self.stored($0, as: graph) }
      let results = try GraphExecutor(graph: graph, progress: options.progress).run(inputs)
      let right = zip(chosen, results).count { Self.largestElement($1[scores]) == classes[$0] }
      return Double(right) / Double(max(samples.count, 1))
    }
    return QuantizationReport.Accuracy(
      floats: try share(floats), integers: try share(integers), samples: samples.count)
  }

  private static func largestElement(_ tensor: Tensor) -> Int? {
    let numbers = tensor.as(tensor.type.plain).doubles()
    return numbers.indices.max { (numbers[$0], $1) < (numbers[$1], $0) }
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
