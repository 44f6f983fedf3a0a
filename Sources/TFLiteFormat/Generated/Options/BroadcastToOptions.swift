// Generated from Schema/tflite.fbs by Schema/generate.py. Do not edit.

/// The schema's `BroadcastToOptions` table.
public struct BroadcastToOptions: Hashable, Sendable {
  public init() {}
}

extension BroadcastToOptions: SchemaTable {
  func write(to builder: FlatBufferBuilder) -> FlatBufferBuilder.Offset {
    builder.startTable()
    return builder.endTable()
  }

  init(reading table: FlatBufferTable) throws {}
}
