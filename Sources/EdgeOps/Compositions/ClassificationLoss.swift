import EdgeIR
import EdgeONNX
import EdgeSupport

/// How surprised a classifier is by the right classes.
///
/// - NegativeLogLikelihoodLoss: 12; 13, 22 element types only
/// - SoftmaxCrossEntropyLoss: 12; 13 element types only. Its second output is the logarithm of the probabilities.
///
/// The loss of a sample is -logs[class], times the class's weight if there are weights, and 0 when the class is
/// `ignore_index`. The mean is that over the weights of all samples that are not ignored.
enum ClassificationLoss: ONNXImporting {
  static let importers = [
    ONNXImporter("NegativeLogLikelihoodLoss", since: 12) { context in
      [try loss(context, context.input(0))]
    },
    ONNXImporter("SoftmaxCrossEntropyLoss", since: 12) { context in
      let logs = try context.add(Softmax(axis: 1, logarithmic: true), [context.input(0)])
      return [try loss(context, logs), logs]
    },
  ]

  /// - Parameter logs: logarithms of probabilities, `[N, C, …]`; input 1 holds classes `[N, …]`.
  private static func loss(_ context: ImportContext, _ logs: ValueID) throws -> ValueID {
    let target = try context.input(1)
    let (type, classes) = (context.type(logs), context.type(target))
    guard type.rank >= 2, classes.shape == [type.shape[0]] + type.shape[2...] else {
      throw ImportError(
        .invalidInputs, "expected scores [N,C,…] and classes [N,…], got \(type) and \(classes)")
    }
    let zero = try context.scalar(0, type.element)
    let ignored = try ignored(context, target)
    var known = target
    if let ignored {
      known = try context.add(Where(), [ignored, context.scalar(0, classes.element), target])
    }
    let column = try context.add(Reshape(shape: [classes.shape[0], 1] + classes.shape[1...]), [known])
    let picked = try context.add(GatherElements(axis: 1), [logs, column])
    var loss = try context.add(
      Unary(.neg), [context.add(Reshape(shape: classes.shape), [picked])])
    var weights: ValueID?
    if let table = context.optionalInput(2) {
      guard context.type(table).shape == [type.shape[1]] else {
        throw ImportError(
          .invalidInputs, "expected \(type.shape[1]) weights, one for each class, got \(context.type(table))")
      }
      let chosen = try context.add(Gather(axis: 0), [table, known])
      loss = try context.add(Binary(.multiply), [loss, chosen])
      weights = chosen
    }
    if let ignored {
      loss = try context.add(Where(), [ignored, zero, loss])
      let weight = try weights ?? context.scalar(1, type.element)
      weights = try context.add(Where(), [ignored, zero, weight])
    }
    return try reduced(context, loss, weights)
  }

  /// Where the class is `ignore_index`; nil without that attribute.
  private static func ignored(_ context: ImportContext, _ target: ValueID) throws -> ValueID? {
    guard let index = try context.int("ignore_index") else { return nil }
    let element = context.type(target).element
    guard element == .int64 || Int32(exactly: index) != nil else {
      throw context.invalid("ignore_index", "\(index) is no \(element.rawValue)")
    }
    let constant = context.constant(Cast(to: element).convert(Tensor(scalar: Int64(index))))
    return try context.add(Compare(.equal), [target, constant])
  }

  private static func reduced(
    _ context: ImportContext, _ loss: ValueID, _ weights: ValueID?
  ) throws -> ValueID {
    let axes = Array(context.type(loss).shape.indices)
    func total(_ value: ValueID) throws -> ValueID {
      try context.add(Reduce(.sum, axes: axes, keepDims: false), [value])
    }
    switch try context.choice("reduction", of: ["none", "sum", "mean"], default: "mean") {
    case "none": return loss
    case "sum": return try total(loss)
    default:
      guard let weights else {
        return try context.add(Reduce(.mean, axes: axes, keepDims: false), [loss])
      }
      return try context.add(Binary(.divide), [total(loss), total(weights)])
    }
  }
}
