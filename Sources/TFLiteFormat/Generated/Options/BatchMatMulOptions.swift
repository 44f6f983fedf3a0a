// Generated from Schema/tflite.fbs by Schema/generate.py. Do not edit.

/// The schema's `BatchMatMulOptions` table.
public struct BatchMatMulOptions: Hashable, Sendable {
  public var adjX: Bool
  public var adjY: Bool
  public var asymmetricQuantizeInputs: Bool

  public init(
    adjX: Bool = false,
    adjY: Bool = false,
    asymmetricQuantizeInputs: Bool = false
  ) {
    self.adjX = adjX
    self.adjY = adjY
    self.asymmetricQuantizeInputs = asymmetricQuantizeInputs
  }
}

extension BatchMatMulOptions: SchemaTable {
  func write(to builder: FlatBufferBuilder) -> FlatBufferBuilder.Offset {
    builder.startTable()
    builder.add(slot: 0, adjX, default: false)
    builder.add(slot: 1, adjY, default: false)
    builder.add(slot: 2, asymmetricQuantizeInputs, default: false)
    return builder.endTable()
  }

  init(reading table: FlatBufferTable) throws {
    adjX = table.boolean(slot: 0, default: false)
    adjY = table.boolean(slot: 1, default: false)
    asymmetricQuantizeInputs = table.boolean(slot: 2, default: false)
  }
}
