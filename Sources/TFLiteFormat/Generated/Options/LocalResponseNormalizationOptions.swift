// Generated from Schema/tflite.fbs by Schema/generate.py. Do not edit.

/// The schema's `LocalResponseNormalizationOptions` table.
public struct LocalResponseNormalizationOptions: Hashable, Sendable {
  public var radius: Int
  public var bias: Float
  public var alpha: Float
  public var beta: Float

  public init(
    radius: Int = 0,
    bias: Float = 0,
    alpha: Float = 0,
    beta: Float = 0
  ) {
    self.radius = radius
    self.bias = bias
    self.alpha = alpha
    self.beta = beta
  }
}

extension LocalResponseNormalizationOptions: SchemaTable {
  func write(to builder: FlatBufferBuilder) -> FlatBufferBuilder.Offset {
    builder.startTable()
    builder.add(slot: 0, radius, as: Int32.self, default: 0)
    builder.add(slot: 1, bias, default: 0)
    builder.add(slot: 2, alpha, default: 0)
    builder.add(slot: 3, beta, default: 0)
    return builder.endTable()
  }

  init(reading table: FlatBufferTable) throws {
    radius = table.integer(slot: 0, as: Int32.self, default: 0)
    bias = table.float(slot: 1, default: 0)
    alpha = table.float(slot: 2, default: 0)
    beta = table.float(slot: 3, default: 0)
  }
}
