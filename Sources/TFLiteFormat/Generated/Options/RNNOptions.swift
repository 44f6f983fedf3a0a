// Generated from Schema/tflite.fbs by Schema/generate.py. Do not edit.

/// The schema's `RNNOptions` table.
public struct RNNOptions: Hashable, Sendable {
  public var fusedActivationFunction: ActivationFunctionType
  public var asymmetricQuantizeInputs: Bool

  public init(
    fusedActivationFunction: ActivationFunctionType = .none,
    asymmetricQuantizeInputs: Bool = false
  ) {
    self.fusedActivationFunction = fusedActivationFunction
    self.asymmetricQuantizeInputs = asymmetricQuantizeInputs
  }
}

extension RNNOptions: SchemaTable {
  func write(to builder: FlatBufferBuilder) -> FlatBufferBuilder.Offset {
    builder.startTable()
    builder.add(slot: 0, fusedActivationFunction, default: .none)
    builder.add(slot: 1, asymmetricQuantizeInputs, default: false)
    return builder.endTable()
  }

  init(reading table: FlatBufferTable) throws {
    fusedActivationFunction = try table.enumeration(slot: 0, default: .none)
    asymmetricQuantizeInputs = table.boolean(slot: 1, default: false)
  }
}
