// Generated from Schema/tflite.fbs by Schema/generate.py. Do not edit.

/// The schema's `PowOptions` table.
public struct PowOptions: Hashable, Sendable {
  public init() {}
}

extension PowOptions: SchemaTable {
  func write(to builder: FlatBufferBuilder) -> FlatBufferBuilder.Offset {
    builder.startTable()
    return builder.endTable()
  }

  init(reading table: FlatBufferTable) throws {}
}
