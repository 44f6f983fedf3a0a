// Generated from Schema/tflite.fbs by Schema/generate.py. Do not edit.

/// The schema's `StablehloDynamicSliceOptions` table.
public struct StablehloDynamicSliceOptions: Hashable, Sendable {
  public var sliceSizes: [Int]

  public init(
    sliceSizes: [Int] = []
  ) {
    self.sliceSizes = sliceSizes
  }
}

extension StablehloDynamicSliceOptions: SchemaTable {
  func write(to builder: FlatBufferBuilder) -> FlatBufferBuilder.Offset {
    let sliceSizesOffset = builder.vector(sliceSizes, as: Int64.self)
    builder.startTable()
    builder.add(slot: 0, sliceSizesOffset)
    return builder.endTable()
  }

  init(reading table: FlatBufferTable) throws {
    sliceSizes = try table.integers(slot: 0, as: Int64.self)
  }
}
