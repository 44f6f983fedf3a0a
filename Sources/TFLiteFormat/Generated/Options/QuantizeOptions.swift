// Generated from Schema/tflite.fbs by Schema/generate.py. Do not edit.

/// The schema's `QuantizeOptions` table.
public struct QuantizeOptions: Hashable, Sendable {
  public init() {}
}

extension QuantizeOptions: SchemaTable {
  func write(to builder: FlatBufferBuilder) -> FlatBufferBuilder.Offset {
    builder.startTable()
    return builder.endTable()
  }

  init(reading table: FlatBufferTable) throws {}
}
