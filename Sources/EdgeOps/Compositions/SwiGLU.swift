import EdgeIR
import EdgeONNX
import EdgeSupport

/// ONNX SwiGLU, since 28: the product of swish(a) and b, which are of one shape.
enum SwiGLU: ONNXImporting {
  static let importers = [
    ONNXImporter("SwiGLU", since: 28) { context in
      let (a, b) = (try context.input(0), try context.input(1))
      guard context.type(a) == context.type(b) else {
        throw ImportError(
          .invalidInputs, "expected a and b of one type, got \(context.type(a)), \(context.type(b))")
      }
      let gate = try context.add(Unary(.swish(alpha: context.float("alpha", default: 1))), [a])
      return [try context.add(Binary(.multiply), [gate, b])]
    }
  ]
}
