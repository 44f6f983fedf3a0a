// Generated from Schema/tflite.fbs by Schema/generate.py. Do not edit.

/// The schema's `MatrixSetDiagOptions` table.
public struct MatrixSetDiagOptions: Hashable, Sendable {
  public init() {}
}

extension MatrixSetDiagOptions: SchemaTable {
  func write(to builder: FlatBufferBuilder) -> FlatBufferBuilder.Offset {
    builder.startTable()
    return builder.endTable()
  }

  init(reading table: FlatBufferTable) throws {}
}
