// Generated from Schema/tflite.fbs by Schema/generate.py. Do not edit.

/// The schema's `CustomQuantization` table.
public struct CustomQuantization: Hashable, Sendable {
  public var custom: [UInt8]

  public init(
    custom: [UInt8] = []
  ) {
    self.custom = custom
  }
}

extension CustomQuantization: SchemaTable {
  func write(to builder: FlatBufferBuilder) -> FlatBufferBuilder.Offset {
    let customOffset = builder.vector(custom)
    builder.startTable()
    builder.add(slot: 0, customOffset)
    return builder.endTable()
  }

  init(reading table: FlatBufferTable) throws {
    custom = try table.bytes(slot: 0)
  }
}
