// Generated from Schema/tflite.fbs by Schema/generate.py. Do not edit.

/// The schema's `MirrorPadOptions` table.
public struct MirrorPadOptions: Hashable, Sendable {
  public var mode: MirrorPadMode

  public init(
    mode: MirrorPadMode = .reflect
  ) {
    self.mode = mode
  }
}

extension MirrorPadOptions: SchemaTable {
  func write(to builder: FlatBufferBuilder) -> FlatBufferBuilder.Offset {
    builder.startTable()
    builder.add(slot: 0, mode, default: .reflect)
    return builder.endTable()
  }

  init(reading table: FlatBufferTable) throws {
    mode = try table.enumeration(slot: 0, default: .reflect)
  }
}
