// Generated from Schema/tflite.fbs by Schema/generate.py. Do not edit.

/// The schema's `OneHotOptions` table.
public struct OneHotOptions: Hashable, Sendable {
  public var axis: Int

  public init(
    axis: Int = 0
  ) {
    self.axis = axis
  }
}

extension OneHotOptions: SchemaTable {
  func write(to builder: FlatBufferBuilder) -> FlatBufferBuilder.Offset {
    builder.startTable()
    builder.add(slot: 0, axis, as: Int32.self, default: 0)
    return builder.endTable()
  }

  init(reading table: FlatBufferTable) throws {
    axis = table.integer(slot: 0, as: Int32.self, default: 0)
  }
}
