// Generated from Schema/tflite.fbs by Schema/generate.py. Do not edit.

/// The schema's `SubOptions` table.
public struct SubOptions: Hashable, Sendable {
  public var fusedActivationFunction: ActivationFunctionType
  public var potScaleInt16: Bool

  public init(
    fusedActivationFunction: ActivationFunctionType = .none,
    potScaleInt16: Bool = true
  ) {
    self.fusedActivationFunction = fusedActivationFunction
    self.potScaleInt16 = potScaleInt16
  }
}

extension SubOptions: SchemaTable {
  func write(to builder: FlatBufferBuilder) -> FlatBufferBuilder.Offset {
    builder.startTable()
    builder.add(slot: 0, fusedActivationFunction, default: .none)
    builder.add(slot: 1, potScaleInt16, default: true)
    return builder.endTable()
  }

  init(reading table: FlatBufferTable) throws {
    fusedActivationFunction = try table.enumeration(slot: 0, default: .none)
    potScaleInt16 = table.boolean(slot: 1, default: true)
  }
}
