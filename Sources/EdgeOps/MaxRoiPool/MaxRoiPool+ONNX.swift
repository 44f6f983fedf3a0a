import EdgeIR
import EdgeONNX
import EdgeSupport

/// - MaxRoiPool: 1, 22 element types
extension MaxRoiPool: ONNXImporting {
  public static let importers = [
    ONNXImporter("MaxRoiPool", since: 1) { context in
      let x = try context.input(0)
      guard context.type(x).rank == 4 else {
        throw ImportError(.invalidInputs, "expected x [N,C,H,W], got \(context.type(x))")
      }
      guard let size = try context.ints("pooled_shape"), size.count == 2 else {
        throw context.invalid("pooled_shape", "expected height and width")
      }
      let op = MaxRoiPool(
        height: size[0], width: size[1], scale: try context.float("spatial_scale", default: 1))
      let y = try context.add(op, [context.channelsLast(x), context.input(1)])
      return [try context.channelsFirst(y)]
    }
  ]
}
