// Generated from Schema/tflite.fbs by Schema/generate.py. Do not edit.

/// The schema's `ResizeNearestNeighborOptions` table.
public struct ResizeNearestNeighborOptions: Hashable, Sendable {
  public var alignCorners: Bool
  public var halfPixelCenters: Bool

  public init(
    alignCorners: Bool = false,
    halfPixelCenters: Bool = false
  ) {
    self.alignCorners = alignCorners
    self.halfPixelCenters = halfPixelCenters
  }
}

extension ResizeNearestNeighborOptions: SchemaTable {
  func write(to builder: FlatBufferBuilder) -> FlatBufferBuilder.Offset {
    builder.startTable()
    builder.add(slot: 0, alignCorners, default: false)
    builder.add(slot: 1, halfPixelCenters, default: false)
    return builder.endTable()
  }

  init(reading table: FlatBufferTable) throws {
    alignCorners = table.boolean(slot: 0, default: false)
    halfPixelCenters = table.boolean(slot: 1, default: false)
  }
}
