// Generated from Schema/tflite.fbs by Schema/generate.py. Do not edit.

/// The schema's `Rfft2dOptions` table.
public struct Rfft2dOptions: Hashable, Sendable {
  public init() {}
}

extension Rfft2dOptions: SchemaTable {
  func write(to builder: FlatBufferBuilder) -> FlatBufferBuilder.Offset {
    builder.startTable()
    return builder.endTable()
  }

  init(reading table: FlatBufferTable) throws {}
}
