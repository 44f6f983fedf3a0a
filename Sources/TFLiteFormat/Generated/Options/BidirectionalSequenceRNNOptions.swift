// Generated from Schema/tflite.fbs by Schema/generate.py. Do not edit.

/// The schema's `BidirectionalSequenceRNNOptions` table.
public struct BidirectionalSequenceRNNOptions: Hashable, Sendable {
  public var timeMajor: Bool
  public var fusedActivationFunction: ActivationFunctionType
  public var mergeOutputs: Bool
  public var asymmetricQuantizeInputs: Bool

  public init(
    timeMajor: Bool = false,
    fusedActivationFunction: ActivationFunctionType = .none,
    mergeOutputs: Bool = false,
    asymmetricQuantizeInputs: Bool = false
  ) {
    self.timeMajor = timeMajor
    self.fusedActivationFunction = fusedActivationFunction
    self.mergeOutputs = mergeOutputs
    self.asymmetricQuantizeInputs = asymmetricQuantizeInputs
  }
}

extension BidirectionalSequenceRNNOptions: SchemaTable {
  func write(to builder: FlatBufferBuilder) -> FlatBufferBuilder.Offset {
    builder.startTable()
    builder.add(slot: 0, timeMajor, default: false)
    builder.add(slot: 1, fusedActivationFunction, default: .none)
    builder.add(slot: 2, mergeOutputs, default: false)
    builder.add(slot: 3, asymmetricQuantizeInputs, default: false)
    return builder.endTable()
  }

  init(reading table: FlatBufferTable) throws {
    timeMajor = table.boolean(slot: 0, default: false)
    fusedActivationFunction = try table.enumeration(slot: 1, default: .none)
    mergeOutputs = table.boolean(slot: 2, default: false)
    asymmetricQuantizeInputs = table.boolean(slot: 3, default: false)
  }
}
