// Generated from Schema/tflite.fbs by Schema/generate.py. Do not edit.

/// The schema's `StablehloTransposeOptions` table.
public struct StablehloTransposeOptions: Hashable, Sendable {
  public var permutation: [Int]

  public init(
    permutation: [Int] = []
  ) {
    self.permutation = permutation
  }
}

extension StablehloTransposeOptions: SchemaTable {
  func write(to builder: FlatBufferBuilder) -> FlatBufferBuilder.Offset {
    let permutationOffset = builder.vector(permutation, as: Int64.self)
    builder.startTable()
    builder.add(slot: 0, permutationOffset)
    return builder.endTable()
  }

  init(reading table: FlatBufferTable) throws {
    permutation = try table.integers(slot: 0, as: Int64.self)
  }
}
