// Generated from Schema/tflite.fbs by Schema/generate.py. Do not edit.

/// The schema's `TileOptions` table.
public struct TileOptions: Hashable, Sendable {
  public init() {}
}

extension TileOptions: SchemaTable {
  func write(to builder: FlatBufferBuilder) -> FlatBufferBuilder.Offset {
    builder.startTable()
    return builder.endTable()
  }

  init(reading table: FlatBufferTable) throws {}
}
