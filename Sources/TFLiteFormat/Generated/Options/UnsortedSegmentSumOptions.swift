// Generated from Schema/tflite.fbs by Schema/generate.py. Do not edit.

/// The schema's `UnsortedSegmentSumOptions` table.
public struct UnsortedSegmentSumOptions: Hashable, Sendable {
  public init() {}
}

extension UnsortedSegmentSumOptions: SchemaTable {
  func write(to builder: FlatBufferBuilder) -> FlatBufferBuilder.Offset {
    builder.startTable()
    return builder.endTable()
  }

  init(reading table: FlatBufferTable) throws {}
}
