// Generated from Schema/tflite.fbs by Schema/generate.py. Do not edit.

/// The schema's `ReverseSequenceOptions` table.
public struct ReverseSequenceOptions: Hashable, Sendable {
  public var seqDim: Int
  public var batchDim: Int

  public init(
    seqDim: Int = 0,
    batchDim: Int = 0
  ) {
    self.seqDim = seqDim
    self.batchDim = batchDim
  }
}

extension ReverseSequenceOptions: SchemaTable {
  func write(to builder: FlatBufferBuilder) -> FlatBufferBuilder.Offset {
    builder.startTable()
    builder.add(slot: 0, seqDim, as: Int32.self, default: 0)
    builder.add(slot: 1, batchDim, as: Int32.self, default: 0)
    return builder.endTable()
  }

  init(reading table: FlatBufferTable) throws {
    seqDim = table.integer(slot: 0, as: Int32.self, default: 0)
    batchDim = table.integer(slot: 1, as: Int32.self, default: 0)
  }
}
