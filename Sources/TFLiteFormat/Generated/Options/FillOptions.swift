// Generated from Schema/tflite.fbs by Schema/generate.py. Do not edit.

/// The schema's `FillOptions` table.
public struct FillOptions: Hashable, Sendable {
  public init() {}
}

extension FillOptions: SchemaTable {
  func write(to builder: FlatBufferBuilder) -> FlatBufferBuilder.Offset {
    builder.startTable()
    return builder.endTable()
  }

  init(reading table: FlatBufferTable) throws {}
}
