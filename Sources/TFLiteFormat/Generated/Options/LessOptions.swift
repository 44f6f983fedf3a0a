// Generated from Schema/tflite.fbs by Schema/generate.py. Do not edit.

/// The schema's `LessOptions` table.
public struct LessOptions: Hashable, Sendable {
  public init() {}
}

extension LessOptions: SchemaTable {
  func write(to builder: FlatBufferBuilder) -> FlatBufferBuilder.Offset {
    builder.startTable()
    return builder.endTable()
  }

  init(reading table: FlatBufferTable) throws {}
}
