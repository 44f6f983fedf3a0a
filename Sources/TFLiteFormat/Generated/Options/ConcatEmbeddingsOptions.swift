// Generated from Schema/tflite.fbs by Schema/generate.py. Do not edit.

/// The schema's `ConcatEmbeddingsOptions` table.
public struct ConcatEmbeddingsOptions: Hashable, Sendable {
  public var numChannels: Int
  public var numColumnsPerChannel: [Int]
  public var embeddingDimPerChannel: [Int]

  public init(
    numChannels: Int = 0,
    numColumnsPerChannel: [Int] = [],
    embeddingDimPerChannel: [Int] = []
  ) {
    self.numChannels = numChannels
    self.numColumnsPerChannel = numColumnsPerChannel
    self.embeddingDimPerChannel = embeddingDimPerChannel
  }
}

extension ConcatEmbeddingsOptions: SchemaTable {
  func write(to builder: FlatBufferBuilder) -> FlatBufferBuilder.Offset {
    let numColumnsPerChannelOffset = builder.vector(numColumnsPerChannel, as: Int32.self)
    let embeddingDimPerChannelOffset = builder.vector(embeddingDimPerChannel, as: Int32.self)
    builder.startTable()
    builder.add(slot: 0, numChannels, as: Int32.self, default: 0)
    builder.add(slot: 1, numColumnsPerChannelOffset)
    builder.add(slot: 2, embeddingDimPerChannelOffset)
    return builder.endTable()
  }

  init(reading table: FlatBufferTable) throws {
    numChannels = table.integer(slot: 0, as: Int32.self, default: 0)
    numColumnsPerChannel = try table.integers(slot: 1, as: Int32.self)
    embeddingDimPerChannel = try table.integers(slot: 2, as: Int32.self)
  }
}
