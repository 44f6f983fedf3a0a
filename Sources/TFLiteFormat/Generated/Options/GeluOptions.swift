// Generated from Schema/tflite.fbs by Schema/generate.py. Do not edit.

/// The schema's `GeluOptions` table.
public struct GeluOptions: Hashable, Sendable {
  public var approximate: Bool

  public init(
    approximate: Bool = false
  ) {
    self.approximate = approximate
  }
}

extension GeluOptions: SchemaTable {
  func write(to builder: FlatBufferBuilder) -> FlatBufferBuilder.Offset {
    builder.startTable()
    builder.add(slot: 0, approximate, default: false)
    return builder.endTable()
  }

  init(reading table: FlatBufferTable) throws {
    approximate = table.boolean(slot: 0, default: false)
  }
}
