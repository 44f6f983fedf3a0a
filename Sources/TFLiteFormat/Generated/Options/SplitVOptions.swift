// Generated from Schema/tflite.fbs by Schema/generate.py. Do not edit.

/// The schema's `SplitVOptions` table.
public struct SplitVOptions: Hashable, Sendable {
  public var numSplits: Int

  public init(
    numSplits: Int = 0
  ) {
    self.numSplits = numSplits
  }
}

extension SplitVOptions: SchemaTable {
  func write(to builder: FlatBufferBuilder) -> FlatBufferBuilder.Offset {
    builder.startTable()
    builder.add(slot: 0, numSplits, as: Int32.self, default: 0)
    return builder.endTable()
  }

  init(reading table: FlatBufferTable) throws {
    numSplits = table.integer(slot: 0, as: Int32.self, default: 0)
  }
}
