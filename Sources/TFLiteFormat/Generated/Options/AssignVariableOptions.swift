// Generated from Schema/tflite.fbs by Schema/generate.py. Do not edit.

/// The schema's `AssignVariableOptions` table.
public struct AssignVariableOptions: Hashable, Sendable {
  public init() {}
}

extension AssignVariableOptions: SchemaTable {
  func write(to builder: FlatBufferBuilder) -> FlatBufferBuilder.Offset {
    builder.startTable()
    return builder.endTable()
  }

  init(reading table: FlatBufferTable) throws {}
}
