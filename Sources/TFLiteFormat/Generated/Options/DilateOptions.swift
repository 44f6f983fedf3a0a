// Generated from Schema/tflite.fbs by Schema/generate.py. Do not edit.

/// The schema's `DilateOptions` table.
public struct DilateOptions: Hashable, Sendable {
  public init() {}
}

extension DilateOptions: SchemaTable {
  func write(to builder: FlatBufferBuilder) -> FlatBufferBuilder.Offset {
    builder.startTable()
    return builder.endTable()
  }

  init(reading table: FlatBufferTable) throws {}
}
