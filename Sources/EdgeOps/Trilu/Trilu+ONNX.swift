import EdgeIR
import EdgeONNX

/// ONNX Trilu, since 14.
extension Trilu: ONNXImporting {
  public static let importers = [
    ONNXImporter("Trilu", since: 14) { context in
      let diagonal = try context.optionalIntegersInput(1, "k")?.first ?? 0
      let op = Trilu(isUpper: try context.flag("upper", default: true), diagonal: diagonal)
      return [try context.add(op, [context.input(0)])]
    }
  ]
}
