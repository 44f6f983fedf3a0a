import EdgeIR
import EdgeONNX
import EdgeSupport

/// - LRN: 1, 13 element types
extension LocalResponseNormalization: ONNXImporting {
  public static let importers = [
    ONNXImporter("LRN", since: 1) { context in
      let x = try context.input(0)
      guard context.type(x).rank >= 2 else {
        throw ImportError(.invalidInputs, "expected x [N,C,…], got \(context.type(x))")
      }
      guard let size = try context.int("size") else { throw context.invalid("size", "is required") }
      let op = LocalResponseNormalization(
        axis: 1, size: size, alpha: try context.float("alpha", default: 0.0001),
        beta: try context.float("beta", default: 0.75), bias: try context.float("bias", default: 1))
      return [try context.add(op, [x])]
    }
  ]
}
