// Generated from Schema/tflite.fbs by Schema/generate.py. Do not edit.

/// The schema's `ExpandDimsOptions` table.
public struct ExpandDimsOptions: Hashable, Sendable {
  public init() {}
}

extension ExpandDimsOptions: SchemaTable {
  func write(to builder: FlatBufferBuilder) -> FlatBufferBuilder.Offset {
    builder.startTable()
    return builder.endTable()
  }

  init(reading table: FlatBufferTable) throws {}
}
