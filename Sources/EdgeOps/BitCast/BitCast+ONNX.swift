import EdgeIR
import EdgeONNX
import EdgeSupport

/// ONNX BitCast, since 26. A bool is the byte 0 or 1, and what becomes a bool is true unless it is 0.
extension BitCast: ONNXImporting {
  public static let importers = [
    ONNXImporter("BitCast", since: 26) { context in
      let x = try context.input(0)
      let source = context.type(x).element
      guard let target = try context.elementType("to") else { throw context.invalid("to", "is required") }
      if source == target { return [x] }
      if source.sizeInBytes == 1, source == .bool || target == .bool {
        return [try context.add(Cast(to: target), [x])]
      }
      return [try context.add(BitCast(to: target), [x])]
    }
  ]
}
