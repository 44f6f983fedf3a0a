// Generated from Schema/tflite.fbs by Schema/generate.py. Do not edit.

/// The schema's `UnsortedSegmentMinOptions` table.
public struct UnsortedSegmentMinOptions: Hashable, Sendable {
  public init() {}
}

extension UnsortedSegmentMinOptions: SchemaTable {
  func write(to builder: FlatBufferBuilder) -> FlatBufferBuilder.Offset {
    builder.startTable()
    return builder.endTable()
  }

  init(reading table: FlatBufferTable) throws {}
}
