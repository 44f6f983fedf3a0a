// Generated from Schema/tflite.fbs by Schema/generate.py. Do not edit.

/// The schema's `HashtableImportOptions` table.
public struct HashtableImportOptions: Hashable, Sendable {
  public init() {}
}

extension HashtableImportOptions: SchemaTable {
  func write(to builder: FlatBufferBuilder) -> FlatBufferBuilder.Offset {
    builder.startTable()
    return builder.endTable()
  }

  init(reading table: FlatBufferTable) throws {}
}
