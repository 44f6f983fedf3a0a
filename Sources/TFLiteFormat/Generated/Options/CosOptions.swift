// Generated from Schema/tflite.fbs by Schema/generate.py. Do not edit.

/// The schema's `CosOptions` table.
public struct CosOptions: Hashable, Sendable {
  public init() {}
}

extension CosOptions: SchemaTable {
  func write(to builder: FlatBufferBuilder) -> FlatBufferBuilder.Offset {
    builder.startTable()
    return builder.endTable()
  }

  init(reading table: FlatBufferTable) throws {}
}
