// Generated from Schema/tflite.fbs by Schema/generate.py. Do not edit.

/// The schema's `PackOptions` table.
public struct PackOptions: Hashable, Sendable {
  public var valuesCount: Int
  public var axis: Int

  public init(
    valuesCount: Int = 0,
    axis: Int = 0
  ) {
    self.valuesCount = valuesCount
    self.axis = axis
  }
}

extension PackOptions: SchemaTable {
  func write(to builder: FlatBufferBuilder) -> FlatBufferBuilder.Offset {
    builder.startTable()
    builder.add(slot: 0, valuesCount, as: Int32.self, default: 0)
    builder.add(slot: 1, axis, as: Int32.self, default: 0)
    return builder.endTable()
  }

  init(reading table: FlatBufferTable) throws {
    valuesCount = table.integer(slot: 0, as: Int32.self, default: 0)
    axis = table.integer(slot: 1, as: Int32.self, default: 0)
  }
}
