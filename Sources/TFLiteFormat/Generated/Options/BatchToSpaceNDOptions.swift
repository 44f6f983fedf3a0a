// Generated from Schema/tflite.fbs by Schema/generate.py. Do not edit.

/// The schema's `BatchToSpaceNDOptions` table.
public struct BatchToSpaceNDOptions: Hashable, Sendable {
  public init() {}
}

extension BatchToSpaceNDOptions: SchemaTable {
  func write(to builder: FlatBufferBuilder) -> FlatBufferBuilder.Offset {
    builder.startTable()
    return builder.endTable()
  }

  init(reading table: FlatBufferTable) throws {}
}
