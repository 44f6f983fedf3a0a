import EdgeIR
import EdgeONNX

/// ONNX Conv. Opsets 1, 11 and 22 differ in wording and element types only.
///
/// One spatial axis becomes two, the first of size 1, so that all that follows knows images only.
extension Conv: ONNXImporting {
  public static let importers = [ONNXImporter("Conv", since: 1, build: importConv)]

  @Sendable private static func importConv(_ context: ImportContext) throws -> [ValueID] {
    let bias = context.optionalInput(2)
    return [
      try convolution(context, context.input(0), context.input(1)) { conv, x, weights in
        try context.add(conv, [x, weights] + (bias.map { [$0] } ?? []))
      }
    ]
  }

  /// Convolves a channels-first x with channels-first weights as the node's attributes say.
  ///
  /// - Parameter convolve: adds the convolution of a channels-last x with channels-last weights.
  static func convolution(
    _ context: ImportContext, _ x: ValueID, _ weights: ValueID,
    _ convolve: (Conv, ValueID, ValueID) throws -> ValueID
  ) throws -> ValueID {
    let rank = context.type(x).rank
    let kernel = try context.convolutionKernel(x, weights)
    var geometry = try context.windowGeometry(
      kernel: kernel, spatial: Array(context.type(x).shape.dropFirst(2)))
    var x = try context.channelsLast(x)
    var weights = try context.channelsLast(weights)
    if rank == 3 {
      geometry.prependUnitAxis()
      x = try context.insertUnitAxis(x)
      weights = try context.insertUnitAxis(weights)
    }
    let conv = Conv(
      strides: geometry.strides, dilations: geometry.dilations, padsBegin: geometry.padsBegin,
      padsEnd: geometry.padsEnd, groups: try context.int("group", default: 1))
    var y = try convolve(conv, x, weights)
    if rank == 3 { y = try context.removeUnitAxis(y) }
    return try context.channelsFirst(y)
  }
}
