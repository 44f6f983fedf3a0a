// Generated from Schema/tflite.fbs by Schema/generate.py. Do not edit.

/// The schema's `DynamicUpdateSliceOptions` table.
public struct DynamicUpdateSliceOptions: Hashable, Sendable {
  public init() {}
}

extension DynamicUpdateSliceOptions: SchemaTable {
  func write(to builder: FlatBufferBuilder) -> FlatBufferBuilder.Offset {
    builder.startTable()
    return builder.endTable()
  }

  init(reading table: FlatBufferTable) throws {}
}
