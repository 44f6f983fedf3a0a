// Generated from Schema/tflite.fbs by Schema/generate.py. Do not edit.

/// The schema's `CastOptions` table.
public struct CastOptions: Hashable, Sendable {
  public var inDataType: TFLiteTensorType
  public var outDataType: TFLiteTensorType

  public init(
    inDataType: TFLiteTensorType = .float32,
    outDataType: TFLiteTensorType = .float32
  ) {
    self.inDataType = inDataType
    self.outDataType = outDataType
  }
}

extension CastOptions: SchemaTable {
  func write(to builder: FlatBufferBuilder) -> FlatBufferBuilder.Offset {
    builder.startTable()
    builder.add(slot: 0, inDataType, default: .float32)
    builder.add(slot: 1, outDataType, default: .float32)
    return builder.endTable()
  }

  init(reading table: FlatBufferTable) throws {
    inDataType = try table.enumeration(slot: 0, default: .float32)
    outDataType = try table.enumeration(slot: 1, default: .float32)
  }
}
