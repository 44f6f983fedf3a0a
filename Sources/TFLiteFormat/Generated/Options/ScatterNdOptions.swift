// Generated from Schema/tflite.fbs by Schema/generate.py. Do not edit.

/// The schema's `ScatterNdOptions` table.
public struct ScatterNdOptions: Hashable, Sendable {
  public init() {}
}

extension ScatterNdOptions: SchemaTable {
  func write(to builder: FlatBufferBuilder) -> FlatBufferBuilder.Offset {
    builder.startTable()
    return builder.endTable()
  }

  init(reading table: FlatBufferTable) throws {}
}
