// Generated from Schema/tflite.fbs by Schema/generate.py. Do not edit.

/// The schema's `SegmentSumOptions` table.
public struct SegmentSumOptions: Hashable, Sendable {
  public init() {}
}

extension SegmentSumOptions: SchemaTable {
  func write(to builder: FlatBufferBuilder) -> FlatBufferBuilder.Offset {
    builder.startTable()
    return builder.endTable()
  }

  init(reading table: FlatBufferTable) throws {}
}
