import EdgeIR
import EdgeONNX
import EdgeSupport

/// - DeformConv: 19, 22 element types
extension DeformConv: ONNXImporting {
  public static let importers = [
    ONNXImporter("DeformConv", since: 19) { context in
      let x = try context.input(0)
      let weights = try context.input(1)
      let rank = context.type(x).rank
      let kernel = try context.convolutionKernel(x, weights)
      let window = try context.windowGeometry(
        kernel: kernel, spatial: Array(context.type(x).shape.dropFirst(2)))
      let op = DeformConv(
        strides: window.strides, dilations: window.dilations, padsBegin: window.padsBegin,
        padsEnd: window.padsEnd, groups: try context.int("group", default: 1),
        offsetGroups: try context.int("offset_group", default: 1))
      let offsets = try context.input(2)
      let bias = context.optionalInput(3)
      let mask = context.optionalInput(4)
      guard context.type(offsets).rank == rank, mask.map({ context.type($0).rank == rank }) ?? true else {
        throw ImportError(
          .invalidInputs, "expected offsets and mask of rank \(rank), got \(context.type(offsets))")
      }
      let images = try [x, weights, offsets].map { try context.channelsLast($0) }
      let y = try context.add(op, images + [bias, try mask.map { try context.channelsLast($0) }])
      return [try context.channelsFirst(y)]
    }
  ]
}
