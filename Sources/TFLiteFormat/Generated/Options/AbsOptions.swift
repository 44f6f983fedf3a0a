// Generated from Schema/tflite.fbs by Schema/generate.py. Do not edit.

/// The schema's `AbsOptions` table.
public struct AbsOptions: Hashable, Sendable {
  public init() {}
}

extension AbsOptions: SchemaTable {
  func write(to builder: FlatBufferBuilder) -> FlatBufferBuilder.Offset {
    builder.startTable()
    return builder.endTable()
  }

  init(reading table: FlatBufferTable) throws {}
}
