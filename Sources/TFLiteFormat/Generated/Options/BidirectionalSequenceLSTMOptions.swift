// Generated from Schema/tflite.fbs by Schema/generate.py. Do not edit.

/// The schema's `BidirectionalSequenceLSTMOptions` table.
public struct BidirectionalSequenceLSTMOptions: Hashable, Sendable {
  public var fusedActivationFunction: ActivationFunctionType
  public var cellClip: Float
  public var projClip: Float
  public var mergeOutputs: Bool
  public var timeMajor: Bool
  public var asymmetricQuantizeInputs: Bool

  public init(
    fusedActivationFunction: ActivationFunctionType = .none,
    cellClip: Float = 0,
    projClip: Float = 0,
    mergeOutputs: Bool = false,
    timeMajor: Bool = true,
    asymmetricQuantizeInputs: Bool = false
  ) {
    self.fusedActivationFunction = fusedActivationFunction
    self.cellClip = cellClip
    self.projClip = projClip
    self.mergeOutputs = mergeOutputs
    self.timeMajor = timeMajor
    self.asymmetricQuantizeInputs = asymmetricQuantizeInputs
  }
}

extension BidirectionalSequenceLSTMOptions: SchemaTable {
  func write(to builder: FlatBufferBuilder) -> FlatBufferBuilder.Offset {
    builder.startTable()
    builder.add(slot: 1, cellClip, default: 0)
    builder.add(slot: 2, projClip, default: 0)
    builder.add(slot: 0, fusedActivationFunction, default: .none)
    builder.add(slot: 3, mergeOutputs, default: false)
    builder.add(slot: 4, timeMajor, default: true)
    builder.add(slot: 5, asymmetricQuantizeInputs, default: false)
    return builder.endTable()
  }

  init(reading table: FlatBufferTable) throws {
    fusedActivationFunction = try table.enumeration(slot: 0, default: .none)
    cellClip = table.float(slot: 1, default: 0)
    projClip = table.float(slot: 2, default: 0)
    mergeOutputs = table.boolean(slot: 3, default: false)
    timeMajor = table.boolean(slot: 4, default: true)
    asymmetricQuantizeInputs = table.boolean(slot: 5, default: false)
  }
}
