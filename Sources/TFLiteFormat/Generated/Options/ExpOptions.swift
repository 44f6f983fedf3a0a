// Generated from Schema/tflite.fbs by Schema/generate.py. Do not edit.

/// The schema's `ExpOptions` table.
public struct ExpOptions: Hashable, Sendable {
  public init() {}
}

extension ExpOptions: SchemaTable {
  func write(to builder: FlatBufferBuilder) -> FlatBufferBuilder.Offset {
    builder.startTable()
    return builder.endTable()
  }

  init(reading table: FlatBufferTable) throws {}
}
