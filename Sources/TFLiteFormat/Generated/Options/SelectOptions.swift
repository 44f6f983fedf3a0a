// Generated from Schema/tflite.fbs by Schema/generate.py. Do not edit.

/// The schema's `SelectOptions` table.
public struct SelectOptions: Hashable, Sendable {
  public init() {}
}

extension SelectOptions: SchemaTable {
  func write(to builder: FlatBufferBuilder) -> FlatBufferBuilder.Offset {
    builder.startTable()
    return builder.endTable()
  }

  init(reading table: FlatBufferTable) throws {}
}
