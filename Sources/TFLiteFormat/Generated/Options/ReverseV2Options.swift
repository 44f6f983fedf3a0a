// Generated from Schema/tflite.fbs by Schema/generate.py. Do not edit.

/// The schema's `ReverseV2Options` table.
public struct ReverseV2Options: Hashable, Sendable {
  public init() {}
}

extension ReverseV2Options: SchemaTable {
  func write(to builder: FlatBufferBuilder) -> FlatBufferBuilder.Offset {
    builder.startTable()
    return builder.endTable()
  }

  init(reading table: FlatBufferTable) throws {}
}
