// Generated from Schema/tflite.fbs by Schema/generate.py. Do not edit.

/// The schema's `DepthToSpaceOptions` table.
public struct DepthToSpaceOptions: Hashable, Sendable {
  public var blockSize: Int

  public init(
    blockSize: Int = 0
  ) {
    self.blockSize = blockSize
  }
}

extension DepthToSpaceOptions: SchemaTable {
  func write(to builder: FlatBufferBuilder) -> FlatBufferBuilder.Offset {
    builder.startTable()
    builder.add(slot: 0, blockSize, as: Int32.self, default: 0)
    return builder.endTable()
  }

  init(reading table: FlatBufferTable) throws {
    blockSize = table.integer(slot: 0, as: Int32.self, default: 0)
  }
}
