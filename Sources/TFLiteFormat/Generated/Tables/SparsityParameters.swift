// Generated from Schema/tflite.fbs by Schema/generate.py. Do not edit.

/// The schema's `SparsityParameters` table.
public struct SparsityParameters: Hashable, Sendable {
  public var traversalOrder: [Int]
  public var blockMap: [Int]
  public var dimMetadata: [DimensionMetadata]

  public init(
    traversalOrder: [Int] = [],
    blockMap: [Int] = [],
    dimMetadata: [DimensionMetadata] = []
  ) {
    self.traversalOrder = traversalOrder
    self.blockMap = blockMap
    self.dimMetadata = dimMetadata
  }
}

extension SparsityParameters: SchemaTable {
  func write(to builder: FlatBufferBuilder) -> FlatBufferBuilder.Offset {
    let traversalOrderOffset = builder.vector(traversalOrder, as: Int32.self)
    let blockMapOffset = builder.vector(blockMap, as: Int32.self)
    let dimMetadataOffset = builder.vector(ofTables: dimMetadata.map { $0.write(to: builder) })
    builder.startTable()
    builder.add(slot: 0, traversalOrderOffset)
    builder.add(slot: 1, blockMapOffset)
    builder.add(slot: 2, dimMetadataOffset)
    return builder.endTable()
  }

  init(reading table: FlatBufferTable) throws {
    traversalOrder = try table.integers(slot: 0, as: Int32.self)
    blockMap = try table.integers(slot: 1, as: Int32.self)
    dimMetadata = try table.tables(slot: 2).map { try DimensionMetadata(reading: $0) }
  }
}
