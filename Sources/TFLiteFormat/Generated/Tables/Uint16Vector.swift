// Generated from Schema/tflite.fbs by Schema/generate.py. Do not edit.

/// The schema's `Uint16Vector` table.
public struct Uint16Vector: Hashable, Sendable {
  public var values: [Int]

  public init(
    values: [Int] = []
  ) {
    self.values = values
  }
}

extension Uint16Vector: SchemaTable {
  func write(to builder: FlatBufferBuilder) -> FlatBufferBuilder.Offset {
    let valuesOffset = builder.vector(values, as: UInt16.self)
    builder.startTable()
    builder.add(slot: 0, valuesOffset)
    return builder.endTable()
  }

  init(reading table: FlatBufferTable) throws {
    values = try table.integers(slot: 0, as: UInt16.self)
  }
}
