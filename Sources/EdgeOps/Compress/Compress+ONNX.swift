import EdgeIR
import EdgeONNX

/// ONNX Compress: 9; 11 negative axis. Without an axis x is flattened.
extension Compress: ONNXImporting {
  public static let importers = [
    ONNXImporter("Compress", since: 9) { context in
      let x = try context.input(0)
      let condition = try context.input(1)
      let type = context.type(x)
      guard context.hasAttribute("axis") else {
        let flat = try context.add(Reshape(shape: [type.elementCount]), [x])
        return Array(try context.addAll(Compress(axis: 0), [flat, condition]).prefix(1))
      }
      let axis = try context.axis(default: 0, rank: type.rank)
      return Array(try context.addAll(Compress(axis: axis), [x, condition]).prefix(1))
    }
  ]
}
