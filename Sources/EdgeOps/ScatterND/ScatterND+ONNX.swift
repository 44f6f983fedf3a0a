import EdgeIR
import EdgeONNX

/// ONNX ScatterND: 11; 13 element types; 16 `reduction` add and mul; 18 min and max.
extension ScatterND: ONNXImporting {
  public static let importers = [
    ONNXImporter("ScatterND", since: 11) { [try scatter($0, .replace)] },
    ONNXImporter("ScatterND", since: 16) { [try scatter($0, ScatterReduction($0))] },
  ]

  private static func scatter(_ context: ImportContext, _ reduction: ScatterReduction) throws -> ValueID {
    try context.add(ScatterND(reduction), [context.input(0), context.input(1), context.input(2)])
  }
}
