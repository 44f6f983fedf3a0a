import EdgeIR
import EdgeONNX

/// - Equal, Less, Greater: 1 limited broadcasting by attributes; 7 broadcasting in both directions; 9, 11, 13, 19
///   element types only
/// - LessOrEqual, GreaterOrEqual: 12, 16
extension Compare: ONNXImporting {
  public static let importers =
    [("Equal", Kind.equal), ("Less", .less), ("Greater", .greater)].flatMap { name, kind in
      [
        ONNXImporter(name, since: 1) { [try $0.add(Compare(kind), $0.limitedBroadcastOperands())] },
        row(name, 7, kind),
      ]
    } + [row("LessOrEqual", 12, .lessOrEqual), row("GreaterOrEqual", 12, .greaterOrEqual)]

  private static func row(_ name: String, _ version: Int, _ kind: Kind) -> ONNXImporter {
    ONNXImporter(name, since: version) { context in
      [try context.add(Compare(kind), [context.input(0), context.input(1)])]
    }
  }
}
