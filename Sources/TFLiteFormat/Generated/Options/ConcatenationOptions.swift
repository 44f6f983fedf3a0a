// Generated from Schema/tflite.fbs by Schema/generate.py. Do not edit.

/// The schema's `ConcatenationOptions` table.
public struct ConcatenationOptions: Hashable, Sendable {
  public var axis: Int
  public var fusedActivationFunction: ActivationFunctionType

  public init(
    axis: Int = 0,
    fusedActivationFunction: ActivationFunctionType = .none
  ) {
    self.axis = axis
    self.fusedActivationFunction = fusedActivationFunction
  }
}

extension ConcatenationOptions: SchemaTable {
  func write(to builder: FlatBufferBuilder) -> FlatBufferBuilder.Offset {
    builder.startTable()
    builder.add(slot: 0, axis, as: Int32.self, default: 0)
    builder.add(slot: 1, fusedActivationFunction, default: .none)
    return builder.endTable()
  }

  init(reading table: FlatBufferTable) throws {
    axis = table.integer(slot: 0, as: Int32.self, default: 0)
    fusedActivationFunction = try table.enumeration(slot: 1, default: .none)
  }
}
