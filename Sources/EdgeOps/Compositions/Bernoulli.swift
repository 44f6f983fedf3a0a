import EdgeIR
import EdgeONNX
import EdgeSupport

/// Decisions at random; see `Random` for where the numbers come from.
///
/// - Bernoulli: 15; 22 element types only. 1 with the probability that the input gives.
/// - Multinomial: 7; 22 element types only. Classes, given the logarithms of their probabilities up to a constant.
enum Bernoulli: ONNXImporting {
  static let importers = [
    ONNXImporter("Bernoulli", since: 15) { context in
      let p = try context.input(0)
      let type = context.type(p)
      let u = try context.random(.uniform(low: 0, high: 1), type.element, type.shape)
      let hit = try context.add(Compare(.less), [u, p])
      return [try context.add(Cast(to: context.elementType("dtype") ?? type.element), [hit])]
    },
    ONNXImporter("Multinomial", since: 7, build: importMultinomial),
  ]

  /// The class of a sample is the number of classes at whose end the sum of probabilities is not beyond u.
  @Sendable private static func importMultinomial(_ context: ImportContext) throws -> [ValueID] {
    let logits = try context.input(0)
    let type = context.type(logits)
    let count = try context.int("sample_size", default: 1)
    let element = try context.elementType("dtype") ?? .int32
    guard type.rank == 2, type.shape[1] > 0, count >= 0, element == .int32 || element == .int64 else {
      throw ImportError(
        .invalidInputs,
        "expected logits [N,C], a sample_size and integers as classes, got \(type), \(count) and "
          + "\(element.rawValue)")
    }
    let (rows, classes) = (type.shape[0], type.shape[1])
    let p = try context.add(Softmax(axis: 1), [logits])
    let sums = try context.add(Cumulative(.sum, axis: 1), [p])
    // Beyond the last but one there is nothing to decide, whatever the rounding of the whole sum.
    let inner = try context.add(
      Slice(starts: [0, 0], steps: [1, 1], sizes: [rows, classes - 1]), [sums])
    let ends = try context.add(Reshape(shape: [rows, 1, classes - 1]), [inner])
    let u = try context.random(.uniform(low: 0, high: 1), type.element, [rows, count, 1])
    let passed = try context.add(Compare(.lessOrEqual), [ends, u])
    let ones = try context.add(Cast(to: element), [passed])
    return [try context.add(Reduce(.sum, axes: [2], keepDims: false), [ones])]
  }
}
