import EdgeIR
import EdgeONNX

/// - MaxPool: 1; 8 Indices, storage_order; 10 dilations, ceil_mode; 11 wording; 12 int8, uint8; 22 element types
/// - GlobalMaxPool: 1, 22 element types
///
/// One spatial axis becomes two, the first of size 1, as for convolutions.
extension MaxPool: ONNXImporting {
  public static let importers = [
    ONNXImporter("MaxPool", since: 1, build: importMaxPool),
    ONNXImporter("GlobalMaxPool", since: 1) { context in
      let x = try context.input(0)
      let axes = Array(context.type(x).shape.indices.dropFirst(2))
      return [try context.add(Reduce(.max, axes: axes, keepDims: true), [x])]
    },
  ]

  @Sendable private static func importMaxPool(_ context: ImportContext) throws -> [ValueID] {
    let rank = try context.type(context.input(0)).rank
    let x = try context.poolImage(0)
    let spatial = Array(try context.type(context.input(0)).shape.dropFirst(2))
    var geometry = try context.poolWindow(spatial: spatial).extended
    if rank == 3 { geometry.prependUnitAxis() }
    let order: IndexOrder = try context.flag("storage_order") ? .columnMajor : .rowMajor
    let pool = MaxPool(geometry: geometry, indices: context.outputCount > 1 ? order : nil)
    return try context.addAll(pool, [x]).map { try context.poolResult($0, rank: rank) }
  }
}
