// Generated from Schema/tflite.fbs by Schema/generate.py. Do not edit.

/// The schema's `MaximumMinimumOptions` table.
public struct MaximumMinimumOptions: Hashable, Sendable {
  public init() {}
}

extension MaximumMinimumOptions: SchemaTable {
  func write(to builder: FlatBufferBuilder) -> FlatBufferBuilder.Offset {
    builder.startTable()
    return builder.endTable()
  }

  init(reading table: FlatBufferTable) throws {}
}
