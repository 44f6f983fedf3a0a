// Generated from Schema/tflite.fbs by Schema/generate.py. Do not edit.

/// The schema's `SquareOptions` table.
public struct SquareOptions: Hashable, Sendable {
  public init() {}
}

extension SquareOptions: SchemaTable {
  func write(to builder: FlatBufferBuilder) -> FlatBufferBuilder.Offset {
    builder.startTable()
    return builder.endTable()
  }

  init(reading table: FlatBufferTable) throws {}
}
