// Generated from Schema/tflite.fbs by Schema/generate.py. Do not edit.

/// The schema's `DequantizeOptions` table.
public struct DequantizeOptions: Hashable, Sendable {
  public init() {}
}

extension DequantizeOptions: SchemaTable {
  func write(to builder: FlatBufferBuilder) -> FlatBufferBuilder.Offset {
    builder.startTable()
    return builder.endTable()
  }

  init(reading table: FlatBufferTable) throws {}
}
