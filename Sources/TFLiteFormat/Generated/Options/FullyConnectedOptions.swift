// Generated from Schema/tflite.fbs by Schema/generate.py. Do not edit.

/// The schema's `FullyConnectedOptions` table.
public struct FullyConnectedOptions: Hashable, Sendable {
  public var fusedActivationFunction: ActivationFunctionType
  public var weightsFormat: FullyConnectedOptionsWeightsFormat
  public var keepNumDims: Bool
  public var asymmetricQuantizeInputs: Bool
  public var quantizedBiasType: TFLiteTensorType
  public var quantSpec: [UInt8]

  public init(
    fusedActivationFunction: ActivationFunctionType = .none,
    weightsFormat: FullyConnectedOptionsWeightsFormat = .default,
    keepNumDims: Bool = false,
    asymmetricQuantizeInputs: Bool = false,
    quantizedBiasType: TFLiteTensorType = .float32,
    quantSpec: [UInt8] = []
  ) {
    self.fusedActivationFunction = fusedActivationFunction
    self.weightsFormat = weightsFormat
    self.keepNumDims = keepNumDims
    self.asymmetricQuantizeInputs = asymmetricQuantizeInputs
    self.quantizedBiasType = quantizedBiasType
    self.quantSpec = quantSpec
  }
}

extension FullyConnectedOptions: SchemaTable {
  func write(to builder: FlatBufferBuilder) -> FlatBufferBuilder.Offset {
    let quantSpecOffset = builder.vector(quantSpec)
    builder.startTable()
    builder.add(slot: 5, quantSpecOffset)
    builder.add(slot: 0, fusedActivationFunction, default: .none)
    builder.add(slot: 1, weightsFormat, default: .default)
    builder.add(slot: 2, keepNumDims, default: false)
    builder.add(slot: 3, asymmetricQuantizeInputs, default: false)
    builder.add(slot: 4, quantizedBiasType, default: .float32)
    return builder.endTable()
  }

  init(reading table: FlatBufferTable) throws {
    fusedActivationFunction = try table.enumeration(slot: 0, default: .none)
    weightsFormat = try table.enumeration(slot: 1, default: .default)
    keepNumDims = table.boolean(slot: 2, default: false)
    asymmetricQuantizeInputs = table.boolean(slot: 3, default: false)
    quantizedBiasType = try table.enumeration(slot: 4, default: .float32)
    quantSpec = try table.bytes(slot: 5)
  }
}
