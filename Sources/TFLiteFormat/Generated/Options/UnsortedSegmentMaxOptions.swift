// Generated from Schema/tflite.fbs by Schema/generate.py. Do not edit.

/// The schema's `UnsortedSegmentMaxOptions` table.
public struct UnsortedSegmentMaxOptions: Hashable, Sendable {
  public init() {}
}

extension UnsortedSegmentMaxOptions: SchemaTable {
  func write(to builder: FlatBufferBuilder) -> FlatBufferBuilder.Offset {
    builder.startTable()
    return builder.endTable()
  }

  init(reading table: FlatBufferTable) throws {}
}
