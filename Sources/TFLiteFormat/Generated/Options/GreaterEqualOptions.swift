// Generated from Schema/tflite.fbs by Schema/generate.py. Do not edit.

/// The schema's `GreaterEqualOptions` table.
public struct GreaterEqualOptions: Hashable, Sendable {
  public init() {}
}

extension GreaterEqualOptions: SchemaTable {
  func write(to builder: FlatBufferBuilder) -> FlatBufferBuilder.Offset {
    builder.startTable()
    return builder.endTable()
  }

  init(reading table: FlatBufferTable) throws {}
}
