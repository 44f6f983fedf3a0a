// Generated from Schema/tflite.fbs by Schema/generate.py. Do not edit.

/// The schema's `CumsumOptions` table.
public struct CumsumOptions: Hashable, Sendable {
  public var exclusive: Bool
  public var reverse: Bool

  public init(
    exclusive: Bool = false,
    reverse: Bool = false
  ) {
    self.exclusive = exclusive
    self.reverse = reverse
  }
}

extension CumsumOptions: SchemaTable {
  func write(to builder: FlatBufferBuilder) -> FlatBufferBuilder.Offset {
    builder.startTable()
    builder.add(slot: 0, exclusive, default: false)
    builder.add(slot: 1, reverse, default: false)
    return builder.endTable()
  }

  init(reading table: FlatBufferTable) throws {
    exclusive = table.boolean(slot: 0, default: false)
    reverse = table.boolean(slot: 1, default: false)
  }
}
