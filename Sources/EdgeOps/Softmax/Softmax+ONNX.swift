import EdgeIR
import EdgeONNX
import EdgeSupport

/// - Softmax, LogSoftmax: 1, 11 (negative axis) flatten x to two axes in front of `axis`, 1 by default, and normalise
///   each row; 13 normalises along `axis` alone, the last by default
extension Softmax: ONNXImporting {
  public static let importers = [("Softmax", false), ("LogSoftmax", true)].flatMap { name, logarithmic in
    [
      ONNXImporter(name, since: 1) { try importFlattened($0, logarithmic) },
      ONNXImporter(name, since: 13) { context in
        let x = try context.input(0)
        let axis = try context.axis(default: -1, rank: context.type(x).rank)
        return [try context.add(Softmax(axis: axis, logarithmic: logarithmic), [x])]
      },
    ]
  }

  @Sendable private static func importFlattened(
    _ context: ImportContext, _ logarithmic: Bool
  ) throws -> [ValueID] {
    [
      try flattened(
        context, context.input(0), axis: context.int("axis", default: 1), logarithmic: logarithmic)
    ]
  }

  /// Normalises the rows that x makes when flattened to two axes in front of `axis`.
  static func flattened(
    _ context: ImportContext, _ x: ValueID, axis: Int, logarithmic: Bool
  ) throws -> ValueID {
    let shape = context.type(x).shape
    let split = axis < 0 ? axis + shape.count : axis
    guard split >= 0, split <= shape.count else {
      throw context.invalid("axis", "\(axis) is out of range for rank \(shape.count)")
    }
    if split == shape.count - 1 {
      return try context.add(Softmax(axis: split, logarithmic: logarithmic), [x])
    }
    let flat = [shape[..<split].reduce(1, *), shape[split...].reduce(1, *)]
    let rows = try context.add(Reshape(shape: flat), [x])
    let y = try context.add(Softmax(axis: 1, logarithmic: logarithmic), [rows])
    return try context.add(Reshape(shape: shape), [y])
  }
}
