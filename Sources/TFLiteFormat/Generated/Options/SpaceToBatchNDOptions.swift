// Generated from Schema/tflite.fbs by Schema/generate.py. Do not edit.

/// The schema's `SpaceToBatchNDOptions` table.
public struct SpaceToBatchNDOptions: Hashable, Sendable {
  public init() {}
}

extension SpaceToBatchNDOptions: SchemaTable {
  func write(to builder: FlatBufferBuilder) -> FlatBufferBuilder.Offset {
    builder.startTable()
    return builder.endTable()
  }

  init(reading table: FlatBufferTable) throws {}
}
