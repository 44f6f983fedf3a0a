import EdgeIR
import EdgeSupport
import EdgeTFLite
import TFLiteFormat

/// LOCAL_RESPONSE_NORMALIZATION, whose alpha counts for the sum of squares and not for their mean. As LiteRT's optimized
/// kernel computes it; the reference kernel leaves out the last neighbour.
extension LocalResponseNormalization: TFLiteImporting {
  public static let tfliteImporters = [
    TFLiteImporter(.localResponseNormalization) { context in
      guard case .localResponseNormalization(let options)? = context.node.options else {
        throw context.missingOptions
      }
      let x = try context.input(0)
      guard context.type(x).rank == 4 else {
        throw TFLiteImportError(.invalidInputs, "expected an image [N,H,W,C], got \(context.type(x))")
      }
      guard (0...1 << 24).contains(options.radius) else {
        throw context.invalid("radius", "expected 0 to 2^24, got \(options.radius)")
      }
      let size = 2 * options.radius + 1
      let op = LocalResponseNormalization(
        axis: 3, size: size, alpha: options.alpha * Float(size), beta: options.beta, bias: options.bias)
      return [try context.add(op, [x])]
    }
  ]
}
