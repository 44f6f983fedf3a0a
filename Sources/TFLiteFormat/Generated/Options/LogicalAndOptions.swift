// Generated from Schema/tflite.fbs by Schema/generate.py. Do not edit.

/// The schema's `LogicalAndOptions` table.
public struct LogicalAndOptions: Hashable, Sendable {
  public init() {}
}

extension LogicalAndOptions: SchemaTable {
  func write(to builder: FlatBufferBuilder) -> FlatBufferBuilder.Offset {
    builder.startTable()
    return builder.endTable()
  }

  init(reading table: FlatBufferTable) throws {}
}
