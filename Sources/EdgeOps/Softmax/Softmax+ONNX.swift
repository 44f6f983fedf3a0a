import EdgeIR
import EdgeONNX
import EdgeSupport

/// - Softmax, LogSoftmax: 1, 11 (negative axis) flatten x to two axes in front of `axis`, 1 by default, and normalise
///   each row; 13 normalises along `axis` alone, the last by default
extension Softmax: ONNXImporting {
  public static let importers = [("Softmax", false), ("LogSoftmax", true)].flatMap { name, logarithmic in
    [
      ONNXImporter(name, since: 1) { context in
        let axis = try context.int("axis", default: 1)
        return [try flattened(context, context.input(0), axis: axis, logarithmic: logarithmic)]
      },
      ONNXImporter(name, since: 13) { context in
        let x = try context.input(0)
        let axis = try context.axis(default: -1, rank: context.type(x).rank)
        return [try context.add(Softmax(axis: axis, logarithmic: logarithmic), [x])]
      },
    ]
  }

  /// Normalises the rows that x makes when flattened to two axes in front of `axis`.
  static func flattened(
    _ context: ImportContext, _ x: ValueID, axis: Int, logarithmic: Bool
  ) throws -> ValueID {
    try context.alongRows(x, axis: axis) {
      try context.add(Softmax(axis: $1, logarithmic: logarithmic), [$0])
    }
  }
}

extension ImportContext {
  /// Applies `body` along the rows of x, as early opsets do: flattened to two axes, those before `axis` and those from
  /// it on.
  func alongRows(
    _ x: ValueID, axis: Int, _ body: (ValueID, _ axis: Int) throws -> ValueID
  ) throws -> ValueID {
    let shape = type(x).shape
    let split = axis < 0 ? axis + shape.count : axis
    guard split >= 0, split <= shape.count else {
      throw invalid("axis", "\(axis) is out of range for rank \(shape.count)")
    }
    if split == shape.count - 1 { return try body(x, split) }
    let flat = [shape[..<split].reduce(1, *), shape[split...].reduce(1, *)]
    return try reshape(body(reshape(x, to: flat), 1), to: shape)
  }
}
