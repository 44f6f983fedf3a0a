// Generated from Schema/tflite.fbs by Schema/generate.py. Do not edit.

/// The schema's `EmbeddingLookupSparseOptions` table.
public struct EmbeddingLookupSparseOptions: Hashable, Sendable {
  public var combiner: CombinerType

  public init(
    combiner: CombinerType = .sum
  ) {
    self.combiner = combiner
  }
}

extension EmbeddingLookupSparseOptions: SchemaTable {
  func write(to builder: FlatBufferBuilder) -> FlatBufferBuilder.Offset {
    builder.startTable()
    builder.add(slot: 0, combiner, default: .sum)
    return builder.endTable()
  }

  init(reading table: FlatBufferTable) throws {
    combiner = try table.enumeration(slot: 0, default: .sum)
  }
}
