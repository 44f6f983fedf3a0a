// Generated from Schema/tflite.fbs by Schema/generate.py. Do not edit.

/// The schema's `UnidirectionalSequenceLSTMOptions` table.
public struct UnidirectionalSequenceLSTMOptions: Hashable, Sendable {
  public var fusedActivationFunction: ActivationFunctionType
  public var cellClip: Float
  public var projClip: Float
  public var timeMajor: Bool
  public var asymmetricQuantizeInputs: Bool
  public var diagonalRecurrentTensors: Bool

  public init(
    fusedActivationFunction: ActivationFunctionType = .none,
    cellClip: Float = 0,
    projClip: Float = 0,
    timeMajor: Bool = false,
    asymmetricQuantizeInputs: Bool = false,
    diagonalRecurrentTensors: Bool = false
  ) {
    self.fusedActivationFunction = fusedActivationFunction
    self.cellClip = cellClip
    self.projClip = projClip
    self.timeMajor = timeMajor
    self.asymmetricQuantizeInputs = asymmetricQuantizeInputs
    self.diagonalRecurrentTensors = diagonalRecurrentTensors
  }
}

extension UnidirectionalSequenceLSTMOptions: SchemaTable {
  func write(to builder: FlatBufferBuilder) -> FlatBufferBuilder.Offset {
    builder.startTable()
    builder.add(slot: 1, cellClip, default: 0)
    builder.add(slot: 2, projClip, default: 0)
    builder.add(slot: 0, fusedActivationFunction, default: .none)
    builder.add(slot: 3, timeMajor, default: false)
    builder.add(slot: 4, asymmetricQuantizeInputs, default: false)
    builder.add(slot: 5, diagonalRecurrentTensors, default: false)
    return builder.endTable()
  }

  init(reading table: FlatBufferTable) throws {
    fusedActivationFunction = try table.enumeration(slot: 0, default: .none)
    cellClip = table.float(slot: 1, default: 0)
    projClip = table.float(slot: 2, default: 0)
    timeMajor = table.boolean(slot: 3, default: false)
    asymmetricQuantizeInputs = table.boolean(slot: 4, default: false)
    diagonalRecurrentTensors = table.boolean(slot: 5, default: false)
  }
}
