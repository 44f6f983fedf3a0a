// Generated from Schema/tflite.fbs by Schema/generate.py. Do not edit.

/// The schema's `ResizeBilinearOptions` table.
public struct ResizeBilinearOptions: Hashable, Sendable {
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

extension ResizeBilinearOptions: SchemaTable {
  func write(to builder: FlatBufferBuilder) -> FlatBufferBuilder.Offset {
    builder.startTable()
    builder.add(slot: 2, alignCorners, default: false)
    builder.add(slot: 3, halfPixelCenters, default: false)
    return builder.endTable()
  }

  init(reading table: FlatBufferTable) throws {
    alignCorners = table.boolean(slot: 2, default: false)
    halfPixelCenters = table.boolean(slot: 3, default: false)
  }
}
