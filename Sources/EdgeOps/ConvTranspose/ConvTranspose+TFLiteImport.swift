import EdgeIR
import EdgeSupport
import EdgeTFLite
import TFLiteFormat

/// TRANSPOSE_CONV. What it cuts off is the padding of the convolution that goes back from its output.
extension ConvTranspose: TFLiteImporting {
  public static let tfliteImporters = [
    TFLiteImporter(.transposeConv) { context in
      guard case .transposeConv(let options)? = context.node.options else { throw context.missingOptions }
      let shape = try context.integersInput(0, "output_shape")
      let weights = try context.input(1)
      let x = try context.input(2)
      guard context.type(x).rank == 4, context.type(weights).rank == 4, shape.count == 4,
        shape.allSatisfy({ $0 >= 0 && $0 < 1 << 31 })
      else {
        throw TFLiteImportError(
          .invalidInputs, "expected images and weights of 4 axes, got \(context.type(x)), \(shape)")
      }
      let window = try context.windowGeometry(
        kernel: Array(context.type(weights).shape[1...2]), strides: [options.strideH, options.strideW],
        dilations: [1, 1], padding: options.padding, image: context.type(x).with(shape: shape))
      let op = ConvTranspose(
        strides: window.strides, dilations: window.dilations, pads: window.padsBegin,
        size: Array(shape[1...2]), groups: 1)
      return [
        try context.add(
          op, [x, weights, context.optionalInput(3)], fused: options.fusedActivationFunction)
      ]
    }
  ]
}
