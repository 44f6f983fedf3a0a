// Generated from Schema/tflite.fbs by Schema/generate.py. Do not edit.

/// The schema's `CallOnceOptions` table.
public struct CallOnceOptions: Hashable, Sendable {
  public var initSubgraphIndex: Int

  public init(
    initSubgraphIndex: Int = 0
  ) {
    self.initSubgraphIndex = initSubgraphIndex
  }
}

extension CallOnceOptions: SchemaTable {
  func write(to builder: FlatBufferBuilder) -> FlatBufferBuilder.Offset {
    builder.startTable()
    builder.add(slot: 0, initSubgraphIndex, as: Int32.self, default: 0)
    return builder.endTable()
  }

  init(reading table: FlatBufferTable) throws {
    initSubgraphIndex = table.integer(slot: 0, as: Int32.self, default: 0)
  }
}
