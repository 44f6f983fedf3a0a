// Generated from Schema/tflite.fbs by Schema/generate.py. Do not edit.

/// The schema's `WhereOptions` table.
public struct WhereOptions: Hashable, Sendable {
  public init() {}
}

extension WhereOptions: SchemaTable {
  func write(to builder: FlatBufferBuilder) -> FlatBufferBuilder.Offset {
    builder.startTable()
    return builder.endTable()
  }

  init(reading table: FlatBufferTable) throws {}
}
