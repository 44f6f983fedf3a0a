// Generated from Schema/tflite.fbs by Schema/generate.py. Do not edit.

/// The schema's `PadOptions` table.
public struct PadOptions: Hashable, Sendable {
  public init() {}
}

extension PadOptions: SchemaTable {
  func write(to builder: FlatBufferBuilder) -> FlatBufferBuilder.Offset {
    builder.startTable()
    return builder.endTable()
  }

  init(reading table: FlatBufferTable) throws {}
}
