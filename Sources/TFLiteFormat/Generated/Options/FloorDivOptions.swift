// Generated from Schema/tflite.fbs by Schema/generate.py. Do not edit.

/// The schema's `FloorDivOptions` table.
public struct FloorDivOptions: Hashable, Sendable {
  public init() {}
}

extension FloorDivOptions: SchemaTable {
  func write(to builder: FlatBufferBuilder) -> FlatBufferBuilder.Offset {
    builder.startTable()
    return builder.endTable()
  }

  init(reading table: FlatBufferTable) throws {}
}
