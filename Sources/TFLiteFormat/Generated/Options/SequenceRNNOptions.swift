// Generated from Schema/tflite.fbs by Schema/generate.py. Do not edit.

/// The schema's `SequenceRNNOptions` table.
public struct SequenceRNNOptions: Hashable, Sendable {
  public var timeMajor: Bool
  public var fusedActivationFunction: ActivationFunctionType
  public var asymmetricQuantizeInputs: Bool

  public init(
    timeMajor: Bool = false,
    fusedActivationFunction: ActivationFunctionType = .none,
    asymmetricQuantizeInputs: Bool = false
  ) {
    self.timeMajor = timeMajor
    self.fusedActivationFunction = fusedActivationFunction
    self.asymmetricQuantizeInputs = asymmetricQuantizeInputs
  }
}

extension SequenceRNNOptions: SchemaTable {
  func write(to builder: FlatBufferBuilder) -> FlatBufferBuilder.Offset {
    builder.startTable()
    builder.add(slot: 0, timeMajor, default: false)
    builder.add(slot: 1, fusedActivationFunction, default: .none)
    builder.add(slot: 2, asymmetricQuantizeInputs, default: false)
    return builder.endTable()
  }

  init(reading table: FlatBufferTable) throws {
    timeMajor = table.boolean(slot: 0, default: false)
    fusedActivationFunction = try table.enumeration(slot: 1, default: .none)
    asymmetricQuantizeInputs = table.boolean(slot: 2, default: false)
  }
}
