// Generated from Schema/tflite.fbs by Schema/generate.py. Do not edit.

/// The schema's `UnsortedSegmentProdOptions` table.
public struct UnsortedSegmentProdOptions: Hashable, Sendable {
  public init() {}
}

extension UnsortedSegmentProdOptions: SchemaTable {
  func write(to builder: FlatBufferBuilder) -> FlatBufferBuilder.Offset {
    builder.startTable()
    return builder.endTable()
  }

  init(reading table: FlatBufferTable) throws {}
}
