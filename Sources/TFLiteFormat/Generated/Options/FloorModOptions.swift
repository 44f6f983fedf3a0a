// Generated from Schema/tflite.fbs by Schema/generate.py. Do not edit.

/// The schema's `FloorModOptions` table.
public struct FloorModOptions: Hashable, Sendable {
  public init() {}
}

extension FloorModOptions: SchemaTable {
  func write(to builder: FlatBufferBuilder) -> FlatBufferBuilder.Offset {
    builder.startTable()
    return builder.endTable()
  }

  init(reading table: FlatBufferTable) throws {}
}
