// Generated from Schema/tflite.fbs by Schema/generate.py. Do not edit.

/// The schema's `LSTMOptions` table.
public struct LSTMOptions: Hashable, Sendable {
  public var fusedActivationFunction: ActivationFunctionType
  public var cellClip: Float
  public var projClip: Float
  public var kernelType: LSTMKernelType
  public var asymmetricQuantizeInputs: Bool

  public init(
    fusedActivationFunction: ActivationFunctionType = .none,
    cellClip: Float = 0,
    projClip: Float = 0,
    kernelType: LSTMKernelType = .full,
    asymmetricQuantizeInputs: Bool = false
  ) {
    self.fusedActivationFunction = fusedActivationFunction
    self.cellClip = cellClip
    self.projClip = projClip
    self.kernelType = kernelType
    self.asymmetricQuantizeInputs = asymmetricQuantizeInputs
  }
}

extension LSTMOptions: SchemaTable {
  func write(to builder: FlatBufferBuilder) -> FlatBufferBuilder.Offset {
    builder.startTable()
    builder.add(slot: 1, cellClip, default: 0)
    builder.add(slot: 2, projClip, default: 0)
    builder.add(slot: 0, fusedActivationFunction, default: .none)
    builder.add(slot: 3, kernelType, default: .full)
    builder.add(slot: 4, asymmetricQuantizeInputs, default: false)
    return builder.endTable()
  }

  init(reading table: FlatBufferTable) throws {
    fusedActivationFunction = try table.enumeration(slot: 0, default: .none)
    cellClip = table.float(slot: 1, default: 0)
    projClip = table.float(slot: 2, default: 0)
    kernelType = try table.enumeration(slot: 3, default: .full)
    asymmetricQuantizeInputs = table.boolean(slot: 4, default: false)
  }
}
