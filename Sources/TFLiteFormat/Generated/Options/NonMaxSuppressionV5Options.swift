// Generated from Schema/tflite.fbs by Schema/generate.py. Do not edit.

/// The schema's `NonMaxSuppressionV5Options` table.
public struct NonMaxSuppressionV5Options: Hashable, Sendable {
  public init() {}
}

extension NonMaxSuppressionV5Options: SchemaTable {
  func write(to builder: FlatBufferBuilder) -> FlatBufferBuilder.Offset {
    builder.startTable()
    return builder.endTable()
  }

  init(reading table: FlatBufferTable) throws {}
}
