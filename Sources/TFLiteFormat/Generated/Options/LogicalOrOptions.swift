// Generated from Schema/tflite.fbs by Schema/generate.py. Do not edit.

/// The schema's `LogicalOrOptions` table.
public struct LogicalOrOptions: Hashable, Sendable {
  public init() {}
}

extension LogicalOrOptions: SchemaTable {
  func write(to builder: FlatBufferBuilder) -> FlatBufferBuilder.Offset {
    builder.startTable()
    return builder.endTable()
  }

  init(reading table: FlatBufferTable) throws {}
}
