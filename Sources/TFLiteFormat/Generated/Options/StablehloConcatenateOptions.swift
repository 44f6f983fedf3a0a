// Generated from Schema/tflite.fbs by Schema/generate.py. Do not edit.

/// The schema's `StablehloConcatenateOptions` table.
public struct StablehloConcatenateOptions: Hashable, Sendable {
  public var dimension: Int

  public init(
    dimension: Int = 0
  ) {
    self.dimension = dimension
  }
}

extension StablehloConcatenateOptions: SchemaTable {
  func write(to builder: FlatBufferBuilder) -> FlatBufferBuilder.Offset {
    builder.startTable()
    builder.add(slot: 0, dimension, as: Int64.self, default: 0)
    return builder.endTable()
  }

  init(reading table: FlatBufferTable) throws {
    dimension = table.integer(slot: 0, as: Int64.self, default: 0)
  }
}
