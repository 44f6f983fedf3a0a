// Generated from Schema/tflite.fbs by Schema/generate.py. Do not edit.

/// The schema's `DimensionMetadata` table.
public struct DimensionMetadata: Hashable, Sendable {
  public var format: DimensionType
  public var denseSize: Int
  public var arraySegments: SparseIndexVector?
  public var arrayIndices: SparseIndexVector?

  public init(
    format: DimensionType = .dense,
    denseSize: Int = 0,
    arraySegments: SparseIndexVector? = nil,
    arrayIndices: SparseIndexVector? = nil
  ) {
    self.format = format
    self.denseSize = denseSize
    self.arraySegments = arraySegments
    self.arrayIndices = arrayIndices
  }
}

extension DimensionMetadata: SchemaTable {
  func write(to builder: FlatBufferBuilder) -> FlatBufferBuilder.Offset {
    let arraySegmentsOffset = arraySegments?.write(to: builder)
    let arrayIndicesOffset = arrayIndices?.write(to: builder)
    builder.startTable()
    builder.add(slot: 1, denseSize, as: Int32.self, default: 0)
    builder.add(unionSlot: 3, arraySegmentsOffset)
    builder.add(unionSlot: 5, arrayIndicesOffset)
    builder.add(slot: 0, format, default: .dense)
    return builder.endTable()
  }

  init(reading table: FlatBufferTable) throws {
    format = try table.enumeration(slot: 0, default: .dense)
    denseSize = table.integer(slot: 1, as: Int32.self, default: 0)
    arraySegments = try table.union(slot: 3).map { try SparseIndexVector(type: $0.type, reading: $0.table) }
    arrayIndices = try table.union(slot: 5).map { try SparseIndexVector(type: $0.type, reading: $0.table) }
  }
}
