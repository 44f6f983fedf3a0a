// Generated from Schema/tflite.fbs by Schema/generate.py. Do not edit.

/// The schema's `LeakyReluOptions` table.
public struct LeakyReluOptions: Hashable, Sendable {
  public var alpha: Float

  public init(
    alpha: Float = 0
  ) {
    self.alpha = alpha
  }
}

extension LeakyReluOptions: SchemaTable {
  func write(to builder: FlatBufferBuilder) -> FlatBufferBuilder.Offset {
    builder.startTable()
    builder.add(slot: 0, alpha, default: 0)
    return builder.endTable()
  }

  init(reading table: FlatBufferTable) throws {
    alpha = table.float(slot: 0, default: 0)
  }
}
