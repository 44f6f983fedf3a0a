// Generated from Schema/tflite.fbs by Schema/generate.py. Do not edit.

/// The schema's `AddNOptions` table.
public struct AddNOptions: Hashable, Sendable {
  public init() {}
}

extension AddNOptions: SchemaTable {
  func write(to builder: FlatBufferBuilder) -> FlatBufferBuilder.Offset {
    builder.startTable()
    return builder.endTable()
  }

  init(reading table: FlatBufferTable) throws {}
}
