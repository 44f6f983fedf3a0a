import EdgeIR
import EdgeONNX

/// ONNX ConvInteger: 10.
extension ConvInteger: ONNXImporting {
  public static let importers = [
    ONNXImporter("ConvInteger", since: 10) { context in
      let zeroPoints = [context.optionalInput(2), context.optionalInput(3)]
      return [
        try convolution(
          context, context.input(0), context.input(1), bias: nil, zeroPoints: zeroPoints)
      ]
    }
  ]

  /// Convolves a channels-first x with channels-first weights as the node's attributes say.
  static func convolution(
    _ context: ImportContext, _ x: ValueID, _ weights: ValueID, bias: ValueID?, zeroPoints: [ValueID?]
  ) throws -> ValueID {
    try Conv.convolution(context, x, weights) { conv, image, weights in
      try context.add(ConvInteger(conv), [image, weights, bias] + zeroPoints)
    }
  }
}
