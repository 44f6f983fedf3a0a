// Generated from Schema/tflite.fbs by Schema/generate.py. Do not edit.

/// The schema's `VarHandleOptions` table.
public struct VarHandleOptions: Hashable, Sendable {
  public var container: String
  public var sharedName: String

  public init(
    container: String = "",
    sharedName: String = ""
  ) {
    self.container = container
    self.sharedName = sharedName
  }
}

extension VarHandleOptions: SchemaTable {
  func write(to builder: FlatBufferBuilder) -> FlatBufferBuilder.Offset {
    let containerOffset = builder.string(container)
    let sharedNameOffset = builder.string(sharedName)
    builder.startTable()
    builder.add(slot: 0, containerOffset)
    builder.add(slot: 1, sharedNameOffset)
    return builder.endTable()
  }

  init(reading table: FlatBufferTable) throws {
    container = try table.string(slot: 0)
    sharedName = try table.string(slot: 1)
  }
}
