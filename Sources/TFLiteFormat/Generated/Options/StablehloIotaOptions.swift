// Generated from Schema/tflite.fbs by Schema/generate.py. Do not edit.

/// The schema's `StablehloIotaOptions` table.
public struct StablehloIotaOptions: Hashable, Sendable {
  public var iotaDimension: Int

  public init(
    iotaDimension: Int = 0
  ) {
    self.iotaDimension = iotaDimension
  }
}

extension StablehloIotaOptions: SchemaTable {
  func write(to builder: FlatBufferBuilder) -> FlatBufferBuilder.Offset {
    builder.startTable()
    builder.add(slot: 0, iotaDimension, as: Int64.self, default: 0)
    return builder.endTable()
  }

  init(reading table: FlatBufferTable) throws {
    iotaDimension = table.integer(slot: 0, as: Int64.self, default: 0)
  }
}
