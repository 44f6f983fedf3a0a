// Generated from Schema/tflite.fbs by Schema/generate.py. Do not edit.

/// The schema's `ZerosLikeOptions` table.
public struct ZerosLikeOptions: Hashable, Sendable {
  public init() {}
}

extension ZerosLikeOptions: SchemaTable {
  func write(to builder: FlatBufferBuilder) -> FlatBufferBuilder.Offset {
    builder.startTable()
    return builder.endTable()
  }

  init(reading table: FlatBufferTable) throws {}
}
