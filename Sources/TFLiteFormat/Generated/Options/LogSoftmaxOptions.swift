// Generated from Schema/tflite.fbs by Schema/generate.py. Do not edit.

/// The schema's `LogSoftmaxOptions` table.
public struct LogSoftmaxOptions: Hashable, Sendable {
  public init() {}
}

extension LogSoftmaxOptions: SchemaTable {
  func write(to builder: FlatBufferBuilder) -> FlatBufferBuilder.Offset {
    builder.startTable()
    return builder.endTable()
  }

  init(reading table: FlatBufferTable) throws {}
}
