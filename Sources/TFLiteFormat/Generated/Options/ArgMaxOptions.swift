// Generated from Schema/tflite.fbs by Schema/generate.py. Do not edit.

/// The schema's `ArgMaxOptions` table.
public struct ArgMaxOptions: Hashable, Sendable {
  public var outputType: TFLiteTensorType

  public init(
    outputType: TFLiteTensorType = .float32
  ) {
    self.outputType = outputType
  }
}

extension ArgMaxOptions: SchemaTable {
  func write(to builder: FlatBufferBuilder) -> FlatBufferBuilder.Offset {
    builder.startTable()
    builder.add(slot: 0, outputType, default: .float32)
    return builder.endTable()
  }

  init(reading table: FlatBufferTable) throws {
    outputType = try table.enumeration(slot: 0, default: .float32)
  }
}
