// Generated from Schema/tflite.fbs by Schema/generate.py. Do not edit.

/// The schema's `ShapeOptions` table.
public struct ShapeOptions: Hashable, Sendable {
  public var outType: TFLiteTensorType

  public init(
    outType: TFLiteTensorType = .float32
  ) {
    self.outType = outType
  }
}

extension ShapeOptions: SchemaTable {
  func write(to builder: FlatBufferBuilder) -> FlatBufferBuilder.Offset {
    builder.startTable()
    builder.add(slot: 0, outType, default: .float32)
    return builder.endTable()
  }

  init(reading table: FlatBufferTable) throws {
    outType = try table.enumeration(slot: 0, default: .float32)
  }
}
