// Generated from Schema/tflite.fbs by Schema/generate.py. Do not edit.

/// The schema's `SquaredDifferenceOptions` table.
public struct SquaredDifferenceOptions: Hashable, Sendable {
  public init() {}
}

extension SquaredDifferenceOptions: SchemaTable {
  func write(to builder: FlatBufferBuilder) -> FlatBufferBuilder.Offset {
    builder.startTable()
    return builder.endTable()
  }

  init(reading table: FlatBufferTable) throws {}
}
