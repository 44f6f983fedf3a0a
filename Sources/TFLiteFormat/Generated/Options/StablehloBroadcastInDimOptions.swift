// Generated from Schema/tflite.fbs by Schema/generate.py. Do not edit.

/// The schema's `StablehloBroadcastInDimOptions` table.
public struct StablehloBroadcastInDimOptions: Hashable, Sendable {
  public var broadcastDimensions: [Int]

  public init(
    broadcastDimensions: [Int] = []
  ) {
    self.broadcastDimensions = broadcastDimensions
  }
}

extension StablehloBroadcastInDimOptions: SchemaTable {
  func write(to builder: FlatBufferBuilder) -> FlatBufferBuilder.Offset {
    let broadcastDimensionsOffset = builder.vector(broadcastDimensions, as: Int64.self)
    builder.startTable()
    builder.add(slot: 0, broadcastDimensionsOffset)
    return builder.endTable()
  }

  init(reading table: FlatBufferTable) throws {
    broadcastDimensions = try table.integers(slot: 0, as: Int64.self)
  }
}
