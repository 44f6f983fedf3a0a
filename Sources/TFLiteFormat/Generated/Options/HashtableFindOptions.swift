// Generated from Schema/tflite.fbs by Schema/generate.py. Do not edit.

/// The schema's `HashtableFindOptions` table.
public struct HashtableFindOptions: Hashable, Sendable {
  public init() {}
}

extension HashtableFindOptions: SchemaTable {
  func write(to builder: FlatBufferBuilder) -> FlatBufferBuilder.Offset {
    builder.startTable()
    return builder.endTable()
  }

  init(reading table: FlatBufferTable) throws {}
}
