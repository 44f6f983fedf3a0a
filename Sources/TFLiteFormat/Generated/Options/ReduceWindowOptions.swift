// Generated from Schema/tflite.fbs by Schema/generate.py. Do not edit.

/// The schema's `ReduceWindowOptions` table.
public struct ReduceWindowOptions: Hashable, Sendable {
  public var reduceFunction: ReduceWindowFunction

  public init(
    reduceFunction: ReduceWindowFunction = .unsupported
  ) {
    self.reduceFunction = reduceFunction
  }
}

extension ReduceWindowOptions: SchemaTable {
  func write(to builder: FlatBufferBuilder) -> FlatBufferBuilder.Offset {
    builder.startTable()
    builder.add(slot: 0, reduceFunction, default: .unsupported)
    return builder.endTable()
  }

  init(reading table: FlatBufferTable) throws {
    reduceFunction = try table.enumeration(slot: 0, default: .unsupported)
  }
}
