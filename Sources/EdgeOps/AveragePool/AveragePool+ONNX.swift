import EdgeIR
import EdgeONNX

/// - AveragePool: 1; 7 count_include_pad; 10 ceil_mode; 11 wording; 19 dilations; 22 element types
///
/// One spatial axis becomes two, the first of size 1, as for convolutions.
extension AveragePool: ONNXImporting {
  public static let importers = [ONNXImporter("AveragePool", since: 1, build: importAveragePool)]

  @Sendable private static func importAveragePool(_ context: ImportContext) throws -> [ValueID] {
    let type = try context.type(context.input(0))
    let x = try context.poolImage(0)
    var window = try context.poolWindow(spatial: Array(type.shape.dropFirst(2)))
    if type.rank == 3 {
      window.geometry.prependUnitAxis()
      window.overhang.insert(0, at: 0)
    }
    let pool = AveragePool(
      geometry: window.geometry, overhang: window.overhang,
      countsPadding: try context.flag("count_include_pad"))
    return [try context.poolResult(context.add(pool, [x]), rank: type.rank)]
  }
}
