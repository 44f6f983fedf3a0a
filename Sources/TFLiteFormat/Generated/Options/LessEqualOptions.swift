// Generated from Schema/tflite.fbs by Schema/generate.py. Do not edit.

/// The schema's `LessEqualOptions` table.
public struct LessEqualOptions: Hashable, Sendable {
  public init() {}
}

extension LessEqualOptions: SchemaTable {
  func write(to builder: FlatBufferBuilder) -> FlatBufferBuilder.Offset {
    builder.startTable()
    return builder.endTable()
  }

  init(reading table: FlatBufferTable) throws {}
}
