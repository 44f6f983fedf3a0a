// Generated from Schema/tflite.fbs by Schema/generate.py. Do not edit.

/// The schema's `NonMaxSuppressionV4Options` table.
public struct NonMaxSuppressionV4Options: Hashable, Sendable {
  public init() {}
}

extension NonMaxSuppressionV4Options: SchemaTable {
  func write(to builder: FlatBufferBuilder) -> FlatBufferBuilder.Offset {
    builder.startTable()
    return builder.endTable()
  }

  init(reading table: FlatBufferTable) throws {}
}
