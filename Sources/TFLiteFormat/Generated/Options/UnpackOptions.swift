// Generated from Schema/tflite.fbs by Schema/generate.py. Do not edit.

/// The schema's `UnpackOptions` table.
public struct UnpackOptions: Hashable, Sendable {
  public var num: Int
  public var axis: Int

  public init(
    num: Int = 0,
    axis: Int = 0
  ) {
    self.num = num
    self.axis = axis
  }
}

extension UnpackOptions: SchemaTable {
  func write(to builder: FlatBufferBuilder) -> FlatBufferBuilder.Offset {
    builder.startTable()
    builder.add(slot: 0, num, as: Int32.self, default: 0)
    builder.add(slot: 1, axis, as: Int32.self, default: 0)
    return builder.endTable()
  }

  init(reading table: FlatBufferTable) throws {
    num = table.integer(slot: 0, as: Int32.self, default: 0)
    axis = table.integer(slot: 1, as: Int32.self, default: 0)
  }
}
