import EdgeIR
import EdgeONNX
import EdgeSupport

/// - GridSample: 16 images; 20 any number of spatial axes, modes renamed; 22 element types
extension GridSample: ONNXImporting {
  public static let importers = [
    ONNXImporter("GridSample", since: 16) { try importGridSample($0, ["nearest", "bilinear", "bicubic"]) },
    ONNXImporter("GridSample", since: 20) { try importGridSample($0, ["nearest", "linear", "cubic"]) },
  ]

  /// - Parameter modes: the names of the modes, in their order.
  private static func importGridSample(_ context: ImportContext, _ modes: [String]) throws -> [ValueID] {
    let x = try context.input(0)
    let grid = try context.input(1)
    guard context.type(x).rank >= 3 else {
      throw ImportError(.invalidInputs, "expected x [N,C,spatial…], got \(context.type(x))")
    }
    let mode = try context.choice("mode", of: modes, default: modes[1])
    let padding = try context.choice("padding_mode", of: Padding.allCases.map(\.rawValue), default: "zeros")
    let op = GridSample(
      Mode.allCases[modes.firstIndex(of: mode) ?? 1], padding: Padding(rawValue: padding) ?? .zeros,
      alignsCorners: try context.flag("align_corners"))
    let y = try context.add(op, [context.channelsLast(x), grid])
    return [try context.channelsFirst(y)]
  }
}
