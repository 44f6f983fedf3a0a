// Generated from Schema/tflite.fbs by Schema/generate.py. Do not edit.

/// The schema's `HardSwishOptions` table.
public struct HardSwishOptions: Hashable, Sendable {
  public init() {}
}

extension HardSwishOptions: SchemaTable {
  func write(to builder: FlatBufferBuilder) -> FlatBufferBuilder.Offset {
    builder.startTable()
    return builder.endTable()
  }

  init(reading table: FlatBufferTable) throws {}
}
