// Generated from Schema/tflite.fbs by Schema/generate.py. Do not edit.

/// The schema's `ATan2Options` table.
public struct ATan2Options: Hashable, Sendable {
  public init() {}
}

extension ATan2Options: SchemaTable {
  func write(to builder: FlatBufferBuilder) -> FlatBufferBuilder.Offset {
    builder.startTable()
    return builder.endTable()
  }

  init(reading table: FlatBufferTable) throws {}
}
