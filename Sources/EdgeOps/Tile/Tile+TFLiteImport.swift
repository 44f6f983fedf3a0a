import EdgeIR
import EdgeTFLite
import TFLiteFormat

extension Tile: TFLiteImporting {
  public static let tfliteImporters = [
    TFLiteImporter(.tile) { context in
      [try context.add(Tile(repeats: context.integersInput(1, "multiples")), [context.input(0)])]
    }
  ]
}
