import EdgeIR
import EdgeONNX

/// ONNX Trilu, since 14; ONNX Runtime has the same in its own domain.
extension Trilu: ONNXImporting {
  public static let importers = [("", 14), (microsoftDomain, 1)].map { domain, version in
    ONNXImporter("Trilu", since: version, domain: domain) { context in
      let diagonal = try context.optionalIntegersInput(1, "k")?.first ?? 0
      let op = Trilu(isUpper: try context.flag("upper", default: true), diagonal: diagonal)
      return [try context.add(op, [context.input(0)])]
    }
  }
}
