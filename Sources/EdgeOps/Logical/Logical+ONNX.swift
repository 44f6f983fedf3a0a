import EdgeIR
import EdgeONNX

/// - And, Or, Xor: 1 limited broadcasting by attributes; 7 broadcasting in both directions
/// - BitwiseAnd, BitwiseOr, BitwiseXor: 18
/// - BitShift: 11 of unsigned integers; 28 of signed ones, too
extension Logical: ONNXImporting {
  public static let importers =
    [("And", Kind.and), ("Or", .or), ("Xor", .xor)].flatMap { name, kind in
      [
        ONNXImporter(name, since: 1) { [try $0.add(Logical(kind), $0.limitedBroadcastOperands())] },
        ONNXImporter(name, since: 7) { [try logical($0, kind)] },
        ONNXImporter("Bitwise\(name)", since: 18) { [try logical($0, kind)] },
      ]
    } + [
      ONNXImporter("BitShift", since: 11) { context in
        let direction = try context.choice("direction", of: ["LEFT", "RIGHT"], default: "")
        return [try logical(context, direction == "LEFT" ? .shiftLeft : .shiftRight)]
      }
    ]

  private static func logical(_ context: ImportContext, _ kind: Kind) throws -> ValueID {
    try context.add(Logical(kind), [context.input(0), context.input(1)])
  }
}
