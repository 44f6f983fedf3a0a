import EdgeIR
import EdgeONNX

/// ONNX Tile: 6, 13 element types.
extension Tile: ONNXImporting {
  public static let importers = [
    ONNXImporter("Tile", since: 6) { context in
      [try context.add(Tile(repeats: context.integersInput(1, "repeats")), [context.input(0)])]
    }
  ]
}
