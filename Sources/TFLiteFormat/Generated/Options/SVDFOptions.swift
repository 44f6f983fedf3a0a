// Generated from Schema/tflite.fbs by Schema/generate.py. Do not edit.

/// The schema's `SVDFOptions` table.
public struct SVDFOptions: Hashable, Sendable {
  public var rank: Int
  public var fusedActivationFunction: ActivationFunctionType
  public var asymmetricQuantizeInputs: Bool

  public init(
    rank: Int = 0,
    fusedActivationFunction: ActivationFunctionType = .none,
    asymmetricQuantizeInputs: Bool = false
  ) {
    self.rank = rank
    self.fusedActivationFunction = fusedActivationFunction
    self.asymmetricQuantizeInputs = asymmetricQuantizeInputs
  }
}

extension SVDFOptions: SchemaTable {
  func write(to builder: FlatBufferBuilder) -> FlatBufferBuilder.Offset {
    builder.startTable()
    builder.add(slot: 0, rank, as: Int32.self, default: 0)
    builder.add(slot: 1, fusedActivationFunction, default: .none)
    builder.add(slot: 2, asymmetricQuantizeInputs, default: false)
    return builder.endTable()
  }

  init(reading table: FlatBufferTable) throws {
    rank = table.integer(slot: 0, as: Int32.self, default: 0)
    fusedActivationFunction = try table.enumeration(slot: 1, default: .none)
    asymmetricQuantizeInputs = table.boolean(slot: 2, default: false)
  }
}
