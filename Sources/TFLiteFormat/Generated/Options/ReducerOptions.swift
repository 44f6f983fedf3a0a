// Generated from Schema/tflite.fbs by Schema/generate.py. Do not edit.

/// The schema's `ReducerOptions` table.
public struct ReducerOptions: Hashable, Sendable {
  public var keepDims: Bool

  public init(
    keepDims: Bool = false
  ) {
    self.keepDims = keepDims
  }
}

extension ReducerOptions: SchemaTable {
  func write(to builder: FlatBufferBuilder) -> FlatBufferBuilder.Offset {
    builder.startTable()
    builder.add(slot: 0, keepDims, default: false)
    return builder.endTable()
  }

  init(reading table: FlatBufferTable) throws {
    keepDims = table.boolean(slot: 0, default: false)
  }
}
