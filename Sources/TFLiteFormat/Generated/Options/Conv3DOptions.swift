// Generated from Schema/tflite.fbs by Schema/generate.py. Do not edit.

/// The schema's `Conv3DOptions` table.
public struct Conv3DOptions: Hashable, Sendable {
  public var padding: Padding
  public var strideD: Int
  public var strideW: Int
  public var strideH: Int
  public var fusedActivationFunction: ActivationFunctionType
  public var dilationDFactor: Int
  public var dilationWFactor: Int
  public var dilationHFactor: Int

  public init(
    padding: Padding = .same,
    strideD: Int = 0,
    strideW: Int = 0,
    strideH: Int = 0,
    fusedActivationFunction: ActivationFunctionType = .none,
    dilationDFactor: Int = 1,
    dilationWFactor: Int = 1,
    dilationHFactor: Int = 1
  ) {
    self.padding = padding
    self.strideD = strideD
    self.strideW = strideW
    self.strideH = strideH
    self.fusedActivationFunction = fusedActivationFunction
    self.dilationDFactor = dilationDFactor
    self.dilationWFactor = dilationWFactor
    self.dilationHFactor = dilationHFactor
  }
}

extension Conv3DOptions: SchemaTable {
  func write(to builder: FlatBufferBuilder) -> FlatBufferBuilder.Offset {
    builder.startTable()
    builder.add(slot: 1, strideD, as: Int32.self, default: 0)
    builder.add(slot: 2, strideW, as: Int32.self, default: 0)
    builder.add(slot: 3, strideH, as: Int32.self, default: 0)
    builder.add(slot: 5, dilationDFactor, as: Int32.self, default: 1)
    builder.add(slot: 6, dilationWFactor, as: Int32.self, default: 1)
    builder.add(slot: 7, dilationHFactor, as: Int32.self, default: 1)
    builder.add(slot: 0, padding, default: .same)
    builder.add(slot: 4, fusedActivationFunction, default: .none)
    return builder.endTable()
  }

  init(reading table: FlatBufferTable) throws {
    padding = try table.enumeration(slot: 0, default: .same)
    strideD = table.integer(slot: 1, as: Int32.self, default: 0)
    strideW = table.integer(slot: 2, as: Int32.self, default: 0)
    strideH = table.integer(slot: 3, as: Int32.self, default: 0)
    fusedActivationFunction = try table.enumeration(slot: 4, default: .none)
    dilationDFactor = table.integer(slot: 5, as: Int32.self, default: 1)
    dilationWFactor = table.integer(slot: 6, as: Int32.self, default: 1)
    dilationHFactor = table.integer(slot: 7, as: Int32.self, default: 1)
  }
}
