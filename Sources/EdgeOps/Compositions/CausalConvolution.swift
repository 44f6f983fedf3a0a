import EdgeIR
import EdgeONNX
import EdgeSupport

/// ONNX CausalConvWithState, since 27: a depthwise convolution over time that sees the past only, and the last
/// positions it saw, which are the past of the next call.
enum CausalConvolution: ONNXImporting {
  static let importers = [ONNXImporter("CausalConvWithState", since: 27, build: importConvolution)]

  @Sendable private static func importConvolution(_ context: ImportContext) throws -> [ValueID] {
    let (x, weights) = (try context.input(0), try context.input(1))
    let (type, shape) = (context.type(x), context.type(weights).shape)
    guard type.rank == 3, shape.count == 3, shape[0] == type.shape[1], shape[1] == 1, shape[2] > 0 else {
      throw ImportError(
        .invalidInputs, "expected x [N,C,L] and weights [C,1,K], got \(type) and \(context.type(weights))")
    }
    let width = shape[2] - 1
    let past = context.optionalInput(3)
    let bias = context.optionalInput(2)
    let padded: ValueID
    if let past {
      guard context.type(past).shape == [type.shape[0], type.shape[1], width] else {
        throw ImportError(
          .invalidInputs, "expected a past of \(width) positions for x \(type), got \(context.type(past))")
      }
      padded = try context.add(Concat(axis: 2), [past, x])
    } else {
      padded = try context.add(Pad(.constant, begins: [0, 0, width], ends: [0, 0, 0]), [x])
    }
    let image = try context.insertUnitAxis(context.channelsLast(padded))
    let kernel = try context.insertUnitAxis(context.channelsLast(weights))
    let conv = Conv(
      strides: [1, 1], dilations: [1, 1], padsBegin: [0, 0], padsEnd: [0, 0], groups: shape[0])
    let sums = try context.add(conv, [image, kernel] + (bias.map { [$0] } ?? []))
    var y = try context.channelsFirst(context.removeUnitAxis(sums))
    if try context.choice("activation", of: ["none", "silu", "swish"], default: "none") != "none" {
      y = try context.unary(.swish(alpha: 1), y)
    }
    let tail = Slice(
      starts: [0, 0, type.shape[2]], steps: [1, 1, 1],
      sizes: [type.shape[0], type.shape[1], width])
    return context.outputCount > 1 ? [y, try context.add(tail, [padded])] : [y]
  }
}
