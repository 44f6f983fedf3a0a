// Generated from Schema/tflite.fbs by Schema/generate.py. Do not edit.

/// The schema's `ReshapeOptions` table.
public struct ReshapeOptions: Hashable, Sendable {
  public var newShape: [Int]

  public init(
    newShape: [Int] = []
  ) {
    self.newShape = newShape
  }
}

extension ReshapeOptions: SchemaTable {
  func write(to builder: FlatBufferBuilder) -> FlatBufferBuilder.Offset {
    let newShapeOffset = builder.vector(newShape, as: Int32.self)
    builder.startTable()
    builder.add(slot: 0, newShapeOffset)
    return builder.endTable()
  }

  init(reading table: FlatBufferTable) throws {
    newShape = try table.integers(slot: 0, as: Int32.self)
  }
}
