import EdgeIR
import EdgeSupport
import EdgeTFLite
import TFLiteFormat

extension TopK: TFLiteImporting {
  public static let tfliteImporters = [
    TFLiteImporter(.topKV2) { context in
      let x = try context.input(0)
      let rank = context.type(x).rank
      guard rank > 0 else { throw TFLiteImportError(.invalidInputs, "expected an axis to sort along") }
      let op = TopK(axis: rank - 1, k: try context.integerInput(1, "k"), isLargest: true)
      let found = try context.addAll(op, [x])
      return [found[0], try context.add(Cast(to: context.declaredElement(1)), [found[1]])]
    }
  ]
}
