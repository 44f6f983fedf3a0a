// Generated from Schema/tflite.fbs by Schema/generate.py. Do not edit.

/// The schema's `RandomOptions` table.
public struct RandomOptions: Hashable, Sendable {
  public var seed: Int
  public var seed2: Int

  public init(
    seed: Int = 0,
    seed2: Int = 0
  ) {
    self.seed = seed
    self.seed2 = seed2
  }
}

extension RandomOptions: SchemaTable {
  func write(to builder: FlatBufferBuilder) -> FlatBufferBuilder.Offset {
    builder.startTable()
    builder.add(slot: 0, seed, as: Int64.self, default: 0)
    builder.add(slot: 1, seed2, as: Int64.self, default: 0)
    return builder.endTable()
  }

  init(reading table: FlatBufferTable) throws {
    seed = table.integer(slot: 0, as: Int64.self, default: 0)
    seed2 = table.integer(slot: 1, as: Int64.self, default: 0)
  }
}
