// Generated from Schema/tflite.fbs by Schema/generate.py. Do not edit.

/// The schema's `DepthwiseConv2DOptions` table.
public struct DepthwiseConv2DOptions: Hashable, Sendable {
  public var padding: Padding
  public var strideW: Int
  public var strideH: Int
  public var depthMultiplier: Int
  public var fusedActivationFunction: ActivationFunctionType
  public var dilationWFactor: Int
  public var dilationHFactor: Int

  public init(
    padding: Padding = .same,
    strideW: Int = 0,
    strideH: Int = 0,
    depthMultiplier: Int = 0,
    fusedActivationFunction: ActivationFunctionType = .none,
    dilationWFactor: Int = 1,
    dilationHFactor: Int = 1
  ) {
    self.padding = padding
    self.strideW = strideW
    self.strideH = strideH
    self.depthMultiplier = depthMultiplier
    self.fusedActivationFunction = fusedActivationFunction
    self.dilationWFactor = dilationWFactor
    self.dilationHFactor = dilationHFactor
  }
}

extension DepthwiseConv2DOptions: SchemaTable {
  func write(to builder: FlatBufferBuilder) -> FlatBufferBuilder.Offset {
    builder.startTable()
    builder.add(slot: 1, strideW, as: Int32.self, default: 0)
    builder.add(slot: 2, strideH, as: Int32.self, default: 0)
    builder.add(slot: 3, depthMultiplier, as: Int32.self, default: 0)
    builder.add(slot: 5, dilationWFactor, as: Int32.self, default: 1)
    builder.add(slot: 6, dilationHFactor, as: Int32.self, default: 1)
    builder.add(slot: 0, padding, default: .same)
    builder.add(slot: 4, fusedActivationFunction, default: .none)
    return builder.endTable()
  }

  init(reading table: FlatBufferTable) throws {
    padding = try table.enumeration(slot: 0, default: .same)
    strideW = table.integer(slot: 1, as: Int32.self, default: 0)
    strideH = table.integer(slot: 2, as: Int32.self, default: 0)
    depthMultiplier = table.integer(slot: 3, as: Int32.self, default: 0)
    fusedActivationFunction = try table.enumeration(slot: 4, default: .none)
    dilationWFactor = table.integer(slot: 5, as: Int32.self, default: 1)
    dilationHFactor = table.integer(slot: 6, as: Int32.self, default: 1)
  }
}
