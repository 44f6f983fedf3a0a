// Generated from Schema/tflite.fbs by Schema/generate.py. Do not edit.

/// The schema's `DivOptions` table.
public struct DivOptions: Hashable, Sendable {
  public var fusedActivationFunction: ActivationFunctionType

  public init(
    fusedActivationFunction: ActivationFunctionType = .none
  ) {
    self.fusedActivationFunction = fusedActivationFunction
  }
}

extension DivOptions: SchemaTable {
  func write(to builder: FlatBufferBuilder) -> FlatBufferBuilder.Offset {
    builder.startTable()
    builder.add(slot: 0, fusedActivationFunction, default: .none)
    return builder.endTable()
  }

  init(reading table: FlatBufferTable) throws {
    fusedActivationFunction = try table.enumeration(slot: 0, default: .none)
  }
}
