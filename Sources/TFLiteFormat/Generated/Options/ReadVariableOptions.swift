// Generated from Schema/tflite.fbs by Schema/generate.py. Do not edit.

/// The schema's `ReadVariableOptions` table.
public struct ReadVariableOptions: Hashable, Sendable {
  public init() {}
}

extension ReadVariableOptions: SchemaTable {
  func write(to builder: FlatBufferBuilder) -> FlatBufferBuilder.Offset {
    builder.startTable()
    return builder.endTable()
  }

  init(reading table: FlatBufferTable) throws {}
}
