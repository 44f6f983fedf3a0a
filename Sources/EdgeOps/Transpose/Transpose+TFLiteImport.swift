import EdgeIR
import EdgeTFLite
import TFLiteFormat

extension Transpose: TFLiteImporting {
  public static let tfliteImporters = [
    TFLiteImporter(.transpose) { context in
      let x = try context.input(0)
      let rank = context.type(x).rank
      let permutation = try context.integersInput(1, "permutation")
        .map { try context.normalizeAxis($0, rank: rank) }
      return [try context.add(Transpose(permutation: permutation), [x])]
    }
  ]
}
