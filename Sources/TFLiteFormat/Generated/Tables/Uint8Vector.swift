// Generated from Schema/tflite.fbs by Schema/generate.py. Do not edit.

/// The schema's `Uint8Vector` table.
public struct Uint8Vector: Hashable, Sendable {
  public var values: [UInt8]

  public init(
    values: [UInt8] = []
  ) {
    self.values = values
  }
}

extension Uint8Vector: SchemaTable {
  func write(to builder: FlatBufferBuilder) -> FlatBufferBuilder.Offset {
    let valuesOffset = builder.vector(values)
    builder.startTable()
    builder.add(slot: 0, valuesOffset)
    return builder.endTable()
  }

  init(reading table: FlatBufferTable) throws {
    values = try table.bytes(slot: 0)
  }
}
