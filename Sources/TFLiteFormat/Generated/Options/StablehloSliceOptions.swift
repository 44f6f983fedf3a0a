// Generated from Schema/tflite.fbs by Schema/generate.py. Do not edit.

/// The schema's `StablehloSliceOptions` table.
public struct StablehloSliceOptions: Hashable, Sendable {
  public var startIndices: [Int]
  public var limitIndices: [Int]
  public var strides: [Int]

  public init(
    startIndices: [Int] = [],
    limitIndices: [Int] = [],
    strides: [Int] = []
  ) {
    self.startIndices = startIndices
    self.limitIndices = limitIndices
    self.strides = strides
  }
}

extension StablehloSliceOptions: SchemaTable {
  func write(to builder: FlatBufferBuilder) -> FlatBufferBuilder.Offset {
    let startIndicesOffset = builder.vector(startIndices, as: Int64.self)
    let limitIndicesOffset = builder.vector(limitIndices, as: Int64.self)
    let stridesOffset = builder.vector(strides, as: Int64.self)
    builder.startTable()
    builder.add(slot: 0, startIndicesOffset)
    builder.add(slot: 1, limitIndicesOffset)
    builder.add(slot: 2, stridesOffset)
    return builder.endTable()
  }

  init(reading table: FlatBufferTable) throws {
    startIndices = try table.integers(slot: 0, as: Int64.self)
    limitIndices = try table.integers(slot: 1, as: Int64.self)
    strides = try table.integers(slot: 2, as: Int64.self)
  }
}
