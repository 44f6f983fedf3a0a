// Generated from Schema/tflite.fbs by Schema/generate.py. Do not edit.

/// The schema's `UniqueOptions` table.
public struct UniqueOptions: Hashable, Sendable {
  public var idxOutType: TFLiteTensorType

  public init(
    idxOutType: TFLiteTensorType = .int32
  ) {
    self.idxOutType = idxOutType
  }
}

extension UniqueOptions: SchemaTable {
  func write(to builder: FlatBufferBuilder) -> FlatBufferBuilder.Offset {
    builder.startTable()
    builder.add(slot: 0, idxOutType, default: .int32)
    return builder.endTable()
  }

  init(reading table: FlatBufferTable) throws {
    idxOutType = try table.enumeration(slot: 0, default: .int32)
  }
}
