import EdgeIR
import EdgeONNX

/// - Equal, Less, Greater: 7 brought broadcasting; 9, 11, 13 element types only
/// - LessOrEqual, GreaterOrEqual: 12, 16
extension Compare: ONNXImporting {
  public static let importers = [
    row("Equal", 7, .equal), row("Less", 7, .less), row("Greater", 7, .greater),
    row("LessOrEqual", 12, .lessOrEqual), row("GreaterOrEqual", 12, .greaterOrEqual),
  ]

  private static func row(_ name: String, _ version: Int, _ kind: Kind) -> ONNXImporter {
    ONNXImporter(name, since: version) { context in
      [try context.add(Compare(kind), [context.input(0), context.input(1)])]
    }
  }
}
