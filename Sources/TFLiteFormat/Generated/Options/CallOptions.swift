// Generated from Schema/tflite.fbs by Schema/generate.py. Do not edit.

/// The schema's `CallOptions` table.
public struct CallOptions: Hashable, Sendable {
  public var subgraph: Int

  public init(
    subgraph: Int = 0
  ) {
    self.subgraph = subgraph
  }
}

extension CallOptions: SchemaTable {
  func write(to builder: FlatBufferBuilder) -> FlatBufferBuilder.Offset {
    builder.startTable()
    builder.add(slot: 0, subgraph, as: UInt32.self, default: 0)
    return builder.endTable()
  }

  init(reading table: FlatBufferTable) throws {
    subgraph = table.integer(slot: 0, as: UInt32.self, default: 0)
  }
}
