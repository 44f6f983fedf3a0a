import EdgeIR
import EdgeONNX
import EdgeSupport

/// - RoiAlign: 10 pixels behind their coordinates; 16 coordinate_transformation_mode; 22 element types
extension RoiAlign: ONNXImporting {
  public static let importers = [
    ONNXImporter("RoiAlign", since: 10) { try importRoiAlign($0, halfPixel: false) },
    ONNXImporter("RoiAlign", since: 16) { context in
      let modes = ["half_pixel", "output_half_pixel"]
      let mode = try context.choice("coordinate_transformation_mode", of: modes, default: modes[0])
      return try importRoiAlign(context, halfPixel: mode == modes[0])
    },
  ]

  private static func importRoiAlign(_ context: ImportContext, halfPixel: Bool) throws -> [ValueID] {
    let x = try context.input(0)
    guard context.type(x).rank == 4 else {
      throw ImportError(.invalidInputs, "expected x [N,C,H,W], got \(context.type(x))")
    }
    let isMean = try context.choice("mode", of: ["avg", "max"], default: "avg") == "avg"
    let op = RoiAlign(
      isMean ? .mean : .maximum, height: try context.int("output_height", default: 1),
      width: try context.int("output_width", default: 1),
      samples: try context.int("sampling_ratio", default: 0),
      scale: try context.float("spatial_scale", default: 1), halfPixel: halfPixel)
    let y = try context.add(op, [context.channelsLast(x), context.input(1), context.input(2)])
    return [try context.channelsFirst(y)]
  }
}
