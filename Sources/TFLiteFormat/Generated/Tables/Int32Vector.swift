// Generated from Schema/tflite.fbs by Schema/generate.py. Do not edit.

/// The schema's `Int32Vector` table.
public struct Int32Vector: Hashable, Sendable {
  public var values: [Int]

  public init(
    values: [Int] = []
  ) {
    self.values = values
  }
}

extension Int32Vector: SchemaTable {
  func write(to builder: FlatBufferBuilder) -> FlatBufferBuilder.Offset {
    let valuesOffset = builder.vector(values, as: Int32.self)
    builder.startTable()
    builder.add(slot: 0, valuesOffset)
    return builder.endTable()
  }

  init(reading table: FlatBufferTable) throws {
    values = try table.integers(slot: 0, as: Int32.self)
  }
}
