import EdgeIR
import EdgeONNX

/// - ScatterElements: 11; 13 element types; 16 `reduction` add and mul; 18 min and max
/// - Scatter: 9, the same without a reduction; 11 deprecates it
extension ScatterElements: ONNXImporting {
  public static let importers = [
    ONNXImporter("Scatter", since: 9) { [try scatter($0, .replace)] },
    ONNXImporter("ScatterElements", since: 11) { [try scatter($0, .replace)] },
    ONNXImporter("ScatterElements", since: 16) { [try scatter($0, ScatterReduction($0))] },
  ]

  private static func scatter(_ context: ImportContext, _ reduction: ScatterReduction) throws -> ValueID {
    let data = try context.input(0)
    let op = ScatterElements(axis: try context.axis(default: 0, rank: context.type(data).rank), reduction)
    return try context.add(op, [data, context.input(1), context.input(2)])
  }
}
