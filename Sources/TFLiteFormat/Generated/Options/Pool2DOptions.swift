// Generated from Schema/tflite.fbs by Schema/generate.py. Do not edit.

/// The schema's `Pool2DOptions` table.
public struct Pool2DOptions: Hashable, Sendable {
  public var padding: Padding
  public var strideW: Int
  public var strideH: Int
  public var filterWidth: Int
  public var filterHeight: Int
  public var fusedActivationFunction: ActivationFunctionType

  public init(
    padding: Padding = .same,
    strideW: Int = 0,
    strideH: Int = 0,
    filterWidth: Int = 0,
    filterHeight: Int = 0,
    fusedActivationFunction: ActivationFunctionType = .none
  ) {
    self.padding = padding
    self.strideW = strideW
    self.strideH = strideH
    self.filterWidth = filterWidth
    self.filterHeight = filterHeight
    self.fusedActivationFunction = fusedActivationFunction
  }
}

extension Pool2DOptions: SchemaTable {
  func write(to builder: FlatBufferBuilder) -> FlatBufferBuilder.Offset {
    builder.startTable()
    builder.add(slot: 1, strideW, as: Int32.self, default: 0)
    builder.add(slot: 2, strideH, as: Int32.self, default: 0)
    builder.add(slot: 3, filterWidth, as: Int32.self, default: 0)
    builder.add(slot: 4, filterHeight, as: Int32.self, default: 0)
    builder.add(slot: 0, padding, default: .same)
    builder.add(slot: 5, fusedActivationFunction, default: .none)
    return builder.endTable()
  }

  init(reading table: FlatBufferTable) throws {
    padding = try table.enumeration(slot: 0, default: .same)
    strideW = table.integer(slot: 1, as: Int32.self, default: 0)
    strideH = table.integer(slot: 2, as: Int32.self, default: 0)
    filterWidth = table.integer(slot: 3, as: Int32.self, default: 0)
    filterHeight = table.integer(slot: 4, as: Int32.self, default: 0)
    fusedActivationFunction = try table.enumeration(slot: 5, default: .none)
  }
}
