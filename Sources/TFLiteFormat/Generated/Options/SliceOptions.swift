// Generated from Schema/tflite.fbs by Schema/generate.py. Do not edit.

/// The schema's `SliceOptions` table.
public struct SliceOptions: Hashable, Sendable {
  public init() {}
}

extension SliceOptions: SchemaTable {
  func write(to builder: FlatBufferBuilder) -> FlatBufferBuilder.Offset {
    builder.startTable()
    return builder.endTable()
  }

  init(reading table: FlatBufferTable) throws {}
}
