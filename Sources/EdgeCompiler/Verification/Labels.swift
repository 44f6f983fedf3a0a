import EdgeData
import EdgeIR
import EdgeSupport

/// The class of each of many samples, and where in a model's results the scores of classes are.
struct Labels {
  private let path: String
  private let classes: [Int]
  /// The output with a score for each class.
  private let scores: Int
  private let output: TypedName

  /// - Parameters:
  ///   - path: a file with an integer for each sample.
  ///   - count: how many samples there are.
  ///   - allowsMore: whether the samples may be the first of those that there are labels for.
  /// - Throws: `Diagnostic` E701 for labels that do not fit, E803 for a model without scores, otherwise as `TensorFile`.
  init(_ path: String, count: Int, allowsMore: Bool = false, outputs: [TypedName]) throws {
    let labels = try TensorFile.read(path)
    guard let classes = labels.integers(), classes.count == count || allowsMore && classes.count > count
    else {
      throw Diagnostic.error(
        .dataMismatch, "expected \(count) integers, one for each sample, got \(labels.type)",
        at: .init(file: path), hint: "save the classes as an .npy file, in the order of the samples")
    }
    let scores = outputs.firstIndex { output in
      output.type.elementCount > 1 && output.type.shape.filter { $0 > 1 }.count == 1
    }
    guard let scores else {
      throw Diagnostic.error(
        .invalidOption, "labels are for models whose result is a score for each class",
        hint: "leave out --labels; a tolerance bounds what may change")
    }
    self.path = path
    self.classes = classes
    self.scores = scores
    output = outputs[scores]
  }

  /// - Throws: `Diagnostic` E701 for a class of one of these samples that the model does not have.
  func check(_ samples: [Int]) throws {
    let size = output.type.elementCount
    if let wrong = samples.first(where: { !(0..<size).contains(classes[$0]) }) {
      throw Diagnostic.error(
        .dataMismatch, "expected classes from 0 to \(size - 1), got \(classes[wrong]) for sample \(wrong)",
        at: .init(file: path), hint: "classes are positions in '\(output.name)'")
    }
  }

  /// In which part of these samples the largest number of the results is where the label says.
  func share(_ results: [[Tensor]], of samples: [Int]) -> Double {
    let right = zip(samples, results).count { sample, outputs in
      guard outputs.indices.contains(scores) else { return false }
      let numbers = outputs[scores].as(outputs[scores].type.plain).doubles()
      return numbers.positionOfLargest == classes[sample]
    }
    return Double(right) / Double(max(samples.count, 1))
  }
}
