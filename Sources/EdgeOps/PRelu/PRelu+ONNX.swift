import EdgeIR
import EdgeONNX
import EdgeSupport

/// ONNX PRelu: 1, 6 one slope, or one for each channel (axis 1); 7 broadcasting; 9, 16 element types only.
extension PRelu: ONNXImporting {
  public static let importers = [
    ONNXImporter("PRelu", since: 1, build: importPerChannel),
    ONNXImporter("PRelu", since: 7) { context in
      [try context.add(PRelu(), [context.input(0), context.input(1)])]
    },
  ]

  @Sendable private static func importPerChannel(_ context: ImportContext) throws -> [ValueID] {
    let (x, slope) = (try context.input(0), try context.input(1))
    let (type, slopes) = (context.type(x), context.type(slope))
    if slopes.shape == type.shape { return [try context.add(PRelu(), [x, slope])] }
    guard slopes.elementCount == 1 || (type.rank > 1 && slopes.shape == [type.shape[1]]) else {
      throw ImportError(
        .invalidInputs, "expected one slope or one for each channel of \(type), got \(slopes)")
    }
    let trailing = slopes.elementCount == 1 ? 0 : type.rank - 2
    let shape = slopes.elementCount == 1 ? [] : slopes.shape + Array(repeating: 1, count: trailing)
    return [try context.add(PRelu(), [x, context.add(Reshape(shape: shape), [slope])])]
  }
}
