// Generated from Schema/tflite.fbs by Schema/generate.py. Do not edit.

/// The schema's `NotEqualOptions` table.
public struct NotEqualOptions: Hashable, Sendable {
  public init() {}
}

extension NotEqualOptions: SchemaTable {
  func write(to builder: FlatBufferBuilder) -> FlatBufferBuilder.Offset {
    builder.startTable()
    return builder.endTable()
  }

  init(reading table: FlatBufferTable) throws {}
}
