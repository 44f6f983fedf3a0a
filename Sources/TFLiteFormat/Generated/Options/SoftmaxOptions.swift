// Generated from Schema/tflite.fbs by Schema/generate.py. Do not edit.

/// The schema's `SoftmaxOptions` table.
public struct SoftmaxOptions: Hashable, Sendable {
  public var beta: Float

  public init(
    beta: Float = 0
  ) {
    self.beta = beta
  }
}

extension SoftmaxOptions: SchemaTable {
  func write(to builder: FlatBufferBuilder) -> FlatBufferBuilder.Offset {
    builder.startTable()
    builder.add(slot: 0, beta, default: 0)
    return builder.endTable()
  }

  init(reading table: FlatBufferTable) throws {
    beta = table.float(slot: 0, default: 0)
  }
}
