// Generated from Schema/tflite.fbs by Schema/generate.py. Do not edit.

/// The schema's `Conv2DOptions` table.
public struct Conv2DOptions: Hashable, Sendable {
  public var padding: Padding
  public var strideW: Int
  public var strideH: Int
  public var fusedActivationFunction: ActivationFunctionType
  public var dilationWFactor: Int
  public var dilationHFactor: Int
  public var quantizedBiasType: TFLiteTensorType

  public init(
    padding: Padding = .same,
    strideW: Int = 0,
    strideH: Int = 0,
    fusedActivationFunction: ActivationFunctionType = .none,
    dilationWFactor: Int = 1,
    dilationHFactor: Int = 1,
    quantizedBiasType: TFLiteTensorType = .float32
  ) {
    self.padding = padding
    self.strideW = strideW
    self.strideH = strideH
    self.fusedActivationFunction = fusedActivationFunction
    self.dilationWFactor = dilationWFactor
    self.dilationHFactor = dilationHFactor
    self.quantizedBiasType = quantizedBiasType
  }
}

extension Conv2DOptions: SchemaTable {
  func write(to builder: FlatBufferBuilder) -> FlatBufferBuilder.Offset {
    builder.startTable()
    builder.add(slot: 1, strideW, as: Int32.self, default: 0)
    builder.add(slot: 2, strideH, as: Int32.self, default: 0)
    builder.add(slot: 4, dilationWFactor, as: Int32.self, default: 1)
    builder.add(slot: 5, dilationHFactor, as: Int32.self, default: 1)
    builder.add(slot: 0, padding, default: .same)
    builder.add(slot: 3, fusedActivationFunction, default: .none)
    builder.add(slot: 6, quantizedBiasType, default: .float32)
    return builder.endTable()
  }

  init(reading table: FlatBufferTable) throws {
    padding = try table.enumeration(slot: 0, default: .same)
    strideW = table.integer(slot: 1, as: Int32.self, default: 0)
    strideH = table.integer(slot: 2, as: Int32.self, default: 0)
    fusedActivationFunction = try table.enumeration(slot: 3, default: .none)
    dilationWFactor = table.integer(slot: 4, as: Int32.self, default: 1)
    dilationHFactor = table.integer(slot: 5, as: Int32.self, default: 1)
    quantizedBiasType = try table.enumeration(slot: 6, default: .float32)
  }
}
