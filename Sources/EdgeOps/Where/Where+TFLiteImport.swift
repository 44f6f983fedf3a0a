import EdgeIR
import EdgeTFLite
import TFLiteFormat

/// SELECT_V2; SELECT, where a condition of one axis chooses whole rows.
extension Where: TFLiteImporting {
  public static let tfliteImporters = [
    TFLiteImporter(.selectV2) { try $0.direct(Where()) },
    TFLiteImporter(.select) { context in
      let condition = try context.input(0)
      let (a, b) = (try context.input(1), try context.input(2))
      let rank = context.type(a).rank
      let rows = context.type(condition).shape
      guard rows.count == 1, rank > 1 else { return try context.direct(Where()) }
      let column = try context.reshaped(condition, to: rows + Array(repeating: 1, count: rank - 1))
      return [try context.add(Where(), [column, a, b])]
    },
  ]
}
