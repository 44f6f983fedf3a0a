import EdgeIR
import EdgeONNX
import EdgeSupport
import ONNXFormat

/// - Cast: 1 the type is a name; 6 its number; 9, 13 element types only; 19 adds `saturate`, 24 `round_mode`, which concern 8-bit floats only
/// - CastLike: 15, 19; the type is that of the second input
extension Cast: ONNXImporting {
  public static let importers = [
    ONNXImporter("Cast", since: 1) { context in
      let name = try context.string("to") ?? ""
      guard let element = ElementType.allCases.first(where: { $0.onnx.name.uppercased() == name }) else {
        throw ImportError(
          .unsupportedElementType,
          "attribute 'to': expected the name of a numeric type or BOOL, got '\(name)'")
      }
      return [try convert(context, to: element)]
    },
    ONNXImporter("Cast", since: 6) { context in
      guard let element = try context.elementType("to") else { throw context.invalid("to", "is required") }
      return [try convert(context, to: element)]
    },
    ONNXImporter("CastLike", since: 15) { context in
      [try convert(context, to: context.type(context.input(1)).element)]
    },
  ]

  private static func convert(_ context: ImportContext, to element: ElementType) throws -> ValueID {
    let x = try context.input(0)
    return context.type(x).element == element ? x : try context.add(Cast(to: element), [x])
  }
}
