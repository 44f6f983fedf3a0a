// Generated from Schema/tflite.fbs by Schema/generate.py. Do not edit.

/// The schema's `RangeOptions` table.
public struct RangeOptions: Hashable, Sendable {
  public init() {}
}

extension RangeOptions: SchemaTable {
  func write(to builder: FlatBufferBuilder) -> FlatBufferBuilder.Offset {
    builder.startTable()
    return builder.endTable()
  }

  init(reading table: FlatBufferTable) throws {}
}
