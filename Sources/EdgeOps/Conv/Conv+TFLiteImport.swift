import EdgeIR
import EdgeSupport
import EdgeTFLite
import TFLiteFormat

/// CONV_2D, whose groups follow from the shapes, and DEPTHWISE_CONV_2D.
extension Conv: TFLiteImporting {
  public static let tfliteImporters = [
    TFLiteImporter(.conv2D) { context in
      guard case .conv2D(let options)? = context.node.options else { throw context.missingOptions }
      let (x, weights) = try operands(context)
      let channels = context.type(weights).shape[3]
      let groups = channels == 0 ? 1 : context.type(x).shape[3] / channels
      return try convolution(
        context, weights, strides: [options.strideH, options.strideW],
        dilations: [options.dilationHFactor, options.dilationWFactor], options.padding, groups,
        options.fusedActivationFunction)
    },
    TFLiteImporter(.depthwiseConv2D) { context in
      guard case .depthwiseConv2D(let options)? = context.node.options else { throw context.missingOptions }
      let (x, packed) = try operands(context)
      guard context.type(packed).shape[0] == 1 else {
        throw TFLiteImportError(.invalidInputs, "expected weights [1,H,W,O], got \(context.type(packed))")
      }
      let weights = try context.add(Transpose(permutation: [3, 1, 2, 0]), [packed])
      return try convolution(
        context, weights, strides: [options.strideH, options.strideW],
        dilations: [options.dilationHFactor, options.dilationWFactor], options.padding,
        context.type(x).shape[3], options.fusedActivationFunction)
    },
  ]

  private static func operands(_ context: TFLiteImportContext) throws -> (ValueID, ValueID) {
    let x = try context.input(0)
    let weights = try context.input(1)
    guard context.type(x).rank == 4, context.type(weights).rank == 4 else {
      throw TFLiteImportError(
        .invalidInputs,
        "expected an image and weights of 4 axes, got \(context.type(x)), \(context.type(weights))")
    }
    return (x, weights)
  }

  private static func convolution(
    _ context: TFLiteImportContext, _ weights: ValueID, strides: [Int], dilations: [Int],
    _ padding: Padding, _ groups: Int, _ fused: ActivationFunctionType
  ) throws -> [ValueID] {
    let x = try context.input(0)
    let window = try context.windowGeometry(
      kernel: Array(context.type(weights).shape[1...2]), strides: strides, dilations: dilations,
      padding: padding, image: context.type(x))
    let op = Conv(
      strides: strides, dilations: dilations, padsBegin: window.padsBegin, padsEnd: window.padsEnd,
      groups: groups)
    return [try context.add(op, [x, weights, context.optionalInput(2)], fused: fused)]
  }
}
