// Generated from Schema/tflite.fbs by Schema/generate.py. Do not edit.

/// The schema's `BucketizeOptions` table.
public struct BucketizeOptions: Hashable, Sendable {
  public var boundaries: [Float]

  public init(
    boundaries: [Float] = []
  ) {
    self.boundaries = boundaries
  }
}

extension BucketizeOptions: SchemaTable {
  func write(to builder: FlatBufferBuilder) -> FlatBufferBuilder.Offset {
    let boundariesOffset = builder.vector(boundaries)
    builder.startTable()
    builder.add(slot: 0, boundariesOffset)
    return builder.endTable()
  }

  init(reading table: FlatBufferTable) throws {
    boundaries = try table.floats(slot: 0)
  }
}
