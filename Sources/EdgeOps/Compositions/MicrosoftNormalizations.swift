import EdgeIR
import EdgeONNX
import EdgeSupport
import ONNXFormat

/// Normalisations that ONNX Runtime adds, since 1.
///
/// SimplifiedLayerNormalization, without the mean, is spelled in the default domain, too.
enum MicrosoftNormalizations: ONNXImporting {
  static let importers =
    ["", microsoftDomain].map { domain in
      ONNXImporter("SimplifiedLayerNormalization", since: 1, domain: domain) { context in
        let x = try context.input(0)
        _ = try context.stashElement()
        return [
          try context.layerNormalized(
            x, .rootMeanSquare, scale: context.input(1), bias: nil,
            axis: context.axis(default: -1, rank: context.type(x).rank),
            epsilon: context.float("epsilon", default: 1e-5))
        ]
      }
    } + [
      ONNXImporter("SkipLayerNormalization", since: 1, domain: microsoftDomain) { context in
        try skipped(context, .standard, beta: 3, bias: 4)
      },
      ONNXImporter("SkipSimplifiedLayerNormalization", since: 1, domain: microsoftDomain) { context in
        try skipped(context, .rootMeanSquare, beta: nil, bias: 3)
      },
      ONNXImporter("EmbedLayerNormalization", since: 1, domain: microsoftDomain) { try embedded($0) },
    ]

  /// The sum of input, skip and bias, normalised; the sum is the fourth output. Mean and deviation, which only
  /// training asks for, are refused.
  private static func skipped(
    _ context: ImportContext, _ kind: LayerNormalization.Kind, beta: Int?, bias: Int
  ) throws -> [ValueID] {
    let x = try context.input(0)
    var sum = try context.binary(.add, x, context.input(1))
    guard context.type(sum).shape == context.type(x).shape else {
      throw ImportError(
        .invalidInputs, "skip \(context.type(try context.input(1))) does not broadcast to \(context.type(x))")
    }
    let shift = beta.flatMap { context.optionalInput($0) }
    if let bias = context.optionalInput(bias) { sum = try context.binary(.add, sum, bias) }
    let y = try normalized(context, sum, kind, scale: context.input(2), bias: shift)
    for name in context.node.outputs.prefix(3).dropFirst() where !name.isEmpty {
      throw ImportError(
        .invalidInputs, "output '\(name)' is a statistic that only training needs",
        hint: "export the model for inference")
    }
    return [y, sum, sum, sum]
  }

  private static func normalized(
    _ context: ImportContext, _ x: ValueID, _ kind: LayerNormalization.Kind, scale: ValueID, bias: ValueID?
  ) throws -> ValueID {
    guard context.type(x).rank > 0 else {
      throw ImportError(.invalidInputs, "expected x of rank 1 or more, got \(context.type(x))")
    }
    return try context.layerNormalized(
      x, kind, scale: scale, bias: bias, axis: context.type(x).rank - 1,
      epsilon: context.float("epsilon", default: 1e-12))
  }

  /// Rows of the tables for words, positions and segments, added and normalised.
  private static func embedded(_ context: ImportContext) throws -> [ValueID] {
    let words = try context.input(0)
    let shape = context.type(words).shape
    guard shape.count == 2 else {
      throw ImportError(.invalidInputs, "expected words [batch,sequence], got \(context.type(words))")
    }
    let lookup = Gather(axis: 0)
    var sum = try context.add(lookup, [context.input(2), words])
    let segments = (table: context.optionalInput(4), numbers: context.optionalInput(1))
    let (scale, shift) = (try context.input(5), try context.input(6))
    let mask = context.optionalInput(7)
    let places =
      context.optionalInput(8) ?? context.constant(Tensor([1, shape[1]], (0..<shape[1]).map { Int32($0) }))
    sum = try context.binary(.add, sum, context.add(lookup, [context.input(3), places]))
    if let table = segments.table, let numbers = segments.numbers {
      sum = try context.binary(.add, sum, context.add(lookup, [table, numbers]))
    }
    let y = try normalized(context, sum, .standard, scale: scale, bias: shift)
    guard context.outputCount > 1 else { return [y] }
    let count: ValueID
    if let mask {
      count = try context.add(Reduce(.sum, axes: [1], keepDims: false), [mask])
    } else {
      count = context.constant(Tensor([shape[0]], Array(repeating: Int32(0), count: shape[0])))
    }
    return [y, count, sum]
  }
}
