// Generated from Schema/tflite.fbs by Schema/generate.py. Do not edit.

/// The schema's `LSHProjectionOptions` table.
public struct LSHProjectionOptions: Hashable, Sendable {
  public var type: LSHProjectionType

  public init(
    type: LSHProjectionType = .unknown
  ) {
    self.type = type
  }
}

extension LSHProjectionOptions: SchemaTable {
  func write(to builder: FlatBufferBuilder) -> FlatBufferBuilder.Offset {
    builder.startTable()
    builder.add(slot: 0, type, default: .unknown)
    return builder.endTable()
  }

  init(reading table: FlatBufferTable) throws {
    type = try table.enumeration(slot: 0, default: .unknown)
  }
}
