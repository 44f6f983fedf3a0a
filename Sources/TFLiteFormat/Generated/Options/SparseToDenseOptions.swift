// Generated from Schema/tflite.fbs by Schema/generate.py. Do not edit.

/// The schema's `SparseToDenseOptions` table.
public struct SparseToDenseOptions: Hashable, Sendable {
  public var validateIndices: Bool

  public init(
    validateIndices: Bool = false
  ) {
    self.validateIndices = validateIndices
  }
}

extension SparseToDenseOptions: SchemaTable {
  func write(to builder: FlatBufferBuilder) -> FlatBufferBuilder.Offset {
    builder.startTable()
    builder.add(slot: 0, validateIndices, default: false)
    return builder.endTable()
  }

  init(reading table: FlatBufferTable) throws {
    validateIndices = table.boolean(slot: 0, default: false)
  }
}
