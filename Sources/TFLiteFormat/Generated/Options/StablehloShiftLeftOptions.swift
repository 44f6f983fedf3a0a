// Generated from Schema/tflite.fbs by Schema/generate.py. Do not edit.

/// The schema's `StablehloShiftLeftOptions` table.
public struct StablehloShiftLeftOptions: Hashable, Sendable {
  public init() {}
}

extension StablehloShiftLeftOptions: SchemaTable {
  func write(to builder: FlatBufferBuilder) -> FlatBufferBuilder.Offset {
    builder.startTable()
    return builder.endTable()
  }

  init(reading table: FlatBufferTable) throws {}
}
