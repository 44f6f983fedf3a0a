// Generated from Schema/tflite.fbs by Schema/generate.py. Do not edit.

/// The schema's `GatherOptions` table.
public struct GatherOptions: Hashable, Sendable {
  public var axis: Int
  public var batchDims: Int

  public init(
    axis: Int = 0,
    batchDims: Int = 0
  ) {
    self.axis = axis
    self.batchDims = batchDims
  }
}

extension GatherOptions: SchemaTable {
  func write(to builder: FlatBufferBuilder) -> FlatBufferBuilder.Offset {
    builder.startTable()
    builder.add(slot: 0, axis, as: Int32.self, default: 0)
    builder.add(slot: 1, batchDims, as: Int32.self, default: 0)
    return builder.endTable()
  }

  init(reading table: FlatBufferTable) throws {
    axis = table.integer(slot: 0, as: Int32.self, default: 0)
    batchDims = table.integer(slot: 1, as: Int32.self, default: 0)
  }
}
