// Generated from Schema/tflite.fbs by Schema/generate.py. Do not edit.

/// The schema's `BitcastOptions` table.
public struct BitcastOptions: Hashable, Sendable {
  public init() {}
}

extension BitcastOptions: SchemaTable {
  func write(to builder: FlatBufferBuilder) -> FlatBufferBuilder.Offset {
    builder.startTable()
    return builder.endTable()
  }

  init(reading table: FlatBufferTable) throws {}
}
