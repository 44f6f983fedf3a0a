import EdgeIR
import EdgeSupport
import EdgeTFLite
import TFLiteFormat

extension Logical: TFLiteImporting {
  public static let tfliteImporters = [
    TFLiteImporter(.logicalAnd) { try $0.direct(Logical(.and)) },
    TFLiteImporter(.logicalOr) { try $0.direct(Logical(.or)) },
    TFLiteImporter(.bitwiseXor) { try $0.direct(Logical(.xor)) },
    TFLiteImporter(.rightShift) { try rightShift($0) },
  ]

  /// A shift by the width of the type or more is one by the width less 1, by a negative number none.
  private static func rightShift(_ context: TFLiteImportContext) throws -> [ValueID] {
    let (a, b) = (try context.input(0), try context.input(1))
    let element = context.type(b).element
    guard element.isInteger else { throw TFLiteImportError(.invalidInputs, "expected integers to shift") }
    let last = context.number(Double(element.sizeInBytes * 8 - 1), like: b)
    let limited = try context.add(Binary(.minimum), [b, last])
    let shift = try context.add(Binary(.maximum), [limited, context.number(0, like: b)])
    return [try context.add(Logical(.shiftRight), [a, shift])]
  }
}
