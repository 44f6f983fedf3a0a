import EdgeIR
import EdgeTFLite
import TFLiteFormat

extension MaxPool: TFLiteImporting {
  public static let tfliteImporters = [
    TFLiteImporter(.maxPool2D) { context in
      let x = try context.input(0)
      let (window, fused) = try context.poolWindow(context.type(x))
      return [try context.add(MaxPool(geometry: window), [x], fused: fused)]
    }
  ]
}

extension TFLiteImportContext {
  /// The window of a pooling and the activation behind it.
  func poolWindow(_ image: TensorType) throws -> (WindowGeometry, ActivationFunctionType) {
    guard case .pool2D(let options)? = node.options else { throw missingOptions }
    let window = try windowGeometry(
      kernel: [options.filterHeight, options.filterWidth], strides: [options.strideH, options.strideW],
      dilations: [1, 1], padding: options.padding, image: image)
    return (window, options.fusedActivationFunction)
  }
}
