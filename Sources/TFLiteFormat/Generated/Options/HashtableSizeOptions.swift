// Generated from Schema/tflite.fbs by Schema/generate.py. Do not edit.

/// The schema's `HashtableSizeOptions` table.
public struct HashtableSizeOptions: Hashable, Sendable {
  public init() {}
}

extension HashtableSizeOptions: SchemaTable {
  func write(to builder: FlatBufferBuilder) -> FlatBufferBuilder.Offset {
    builder.startTable()
    return builder.endTable()
  }

  init(reading table: FlatBufferTable) throws {}
}
