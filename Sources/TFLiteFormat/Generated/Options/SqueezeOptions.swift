// Generated from Schema/tflite.fbs by Schema/generate.py. Do not edit.

/// The schema's `SqueezeOptions` table.
public struct SqueezeOptions: Hashable, Sendable {
  public var squeezeDims: [Int]

  public init(
    squeezeDims: [Int] = []
  ) {
    self.squeezeDims = squeezeDims
  }
}

extension SqueezeOptions: SchemaTable {
  func write(to builder: FlatBufferBuilder) -> FlatBufferBuilder.Offset {
    let squeezeDimsOffset = builder.vector(squeezeDims, as: Int32.self)
    builder.startTable()
    builder.add(slot: 0, squeezeDimsOffset)
    return builder.endTable()
  }

  init(reading table: FlatBufferTable) throws {
    squeezeDims = try table.integers(slot: 0, as: Int32.self)
  }
}
