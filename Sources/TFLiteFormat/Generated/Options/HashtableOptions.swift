// Generated from Schema/tflite.fbs by Schema/generate.py. Do not edit.

/// The schema's `HashtableOptions` table.
public struct HashtableOptions: Hashable, Sendable {
  public var tableId: Int
  public var keyDtype: TFLiteTensorType
  public var valueDtype: TFLiteTensorType

  public init(
    tableId: Int = 0,
    keyDtype: TFLiteTensorType = .float32,
    valueDtype: TFLiteTensorType = .float32
  ) {
    self.tableId = tableId
    self.keyDtype = keyDtype
    self.valueDtype = valueDtype
  }
}

extension HashtableOptions: SchemaTable {
  func write(to builder: FlatBufferBuilder) -> FlatBufferBuilder.Offset {
    builder.startTable()
    builder.add(slot: 0, tableId, as: Int32.self, default: 0)
    builder.add(slot: 1, keyDtype, default: .float32)
    builder.add(slot: 2, valueDtype, default: .float32)
    return builder.endTable()
  }

  init(reading table: FlatBufferTable) throws {
    tableId = table.integer(slot: 0, as: Int32.self, default: 0)
    keyDtype = try table.enumeration(slot: 1, default: .float32)
    valueDtype = try table.enumeration(slot: 2, default: .float32)
  }
}
