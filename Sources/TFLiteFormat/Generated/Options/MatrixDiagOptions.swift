// Generated from Schema/tflite.fbs by Schema/generate.py. Do not edit.

/// The schema's `MatrixDiagOptions` table.
public struct MatrixDiagOptions: Hashable, Sendable {
  public init() {}
}

extension MatrixDiagOptions: SchemaTable {
  func write(to builder: FlatBufferBuilder) -> FlatBufferBuilder.Offset {
    builder.startTable()
    return builder.endTable()
  }

  init(reading table: FlatBufferTable) throws {}
}
