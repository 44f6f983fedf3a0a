// Generated from Schema/tflite.fbs by Schema/generate.py. Do not edit.

/// The schema's `StablehloRngBitGeneratorOptions` table.
public struct StablehloRngBitGeneratorOptions: Hashable, Sendable {
  public var algorithm: RngAlgorithm

  public init(
    algorithm: RngAlgorithm = .default
  ) {
    self.algorithm = algorithm
  }
}

extension StablehloRngBitGeneratorOptions: SchemaTable {
  func write(to builder: FlatBufferBuilder) -> FlatBufferBuilder.Offset {
    builder.startTable()
    builder.add(slot: 0, algorithm, default: .default)
    return builder.endTable()
  }

  init(reading table: FlatBufferTable) throws {
    algorithm = try table.enumeration(slot: 0, default: .default)
  }
}
