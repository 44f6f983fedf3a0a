// Generated from Schema/tflite.fbs by Schema/generate.py. Do not edit.

/// The schema's `EqualOptions` table.
public struct EqualOptions: Hashable, Sendable {
  public init() {}
}

extension EqualOptions: SchemaTable {
  func write(to builder: FlatBufferBuilder) -> FlatBufferBuilder.Offset {
    builder.startTable()
    return builder.endTable()
  }

  init(reading table: FlatBufferTable) throws {}
}
