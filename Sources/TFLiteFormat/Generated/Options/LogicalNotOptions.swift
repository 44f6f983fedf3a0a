// Generated from Schema/tflite.fbs by Schema/generate.py. Do not edit.

/// The schema's `LogicalNotOptions` table.
public struct LogicalNotOptions: Hashable, Sendable {
  public init() {}
}

extension LogicalNotOptions: SchemaTable {
  func write(to builder: FlatBufferBuilder) -> FlatBufferBuilder.Offset {
    builder.startTable()
    return builder.endTable()
  }

  init(reading table: FlatBufferTable) throws {}
}
