// Generated from Schema/tflite.fbs by Schema/generate.py. Do not edit.

/// The schema's `NegOptions` table.
public struct NegOptions: Hashable, Sendable {
  public init() {}
}

extension NegOptions: SchemaTable {
  func write(to builder: FlatBufferBuilder) -> FlatBufferBuilder.Offset {
    builder.startTable()
    return builder.endTable()
  }

  init(reading table: FlatBufferTable) throws {}
}
