// Generated from Schema/tflite.fbs by Schema/generate.py. Do not edit.

/// The schema's `RightShiftOptions` table.
public struct RightShiftOptions: Hashable, Sendable {
  public init() {}
}

extension RightShiftOptions: SchemaTable {
  func write(to builder: FlatBufferBuilder) -> FlatBufferBuilder.Offset {
    builder.startTable()
    return builder.endTable()
  }

  init(reading table: FlatBufferTable) throws {}
}
