// Generated from Schema/tflite.fbs by Schema/generate.py. Do not edit.

/// The schema's `BitwiseXorOptions` table.
public struct BitwiseXorOptions: Hashable, Sendable {
  public init() {}
}

extension BitwiseXorOptions: SchemaTable {
  func write(to builder: FlatBufferBuilder) -> FlatBufferBuilder.Offset {
    builder.startTable()
    return builder.endTable()
  }

  init(reading table: FlatBufferTable) throws {}
}
