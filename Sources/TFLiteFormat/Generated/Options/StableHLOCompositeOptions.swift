// Generated from Schema/tflite.fbs by Schema/generate.py. Do not edit.

/// The schema's `StableHLOCompositeOptions` table.
public struct StableHLOCompositeOptions: Hashable, Sendable {
  public var name: String
  public var decompositionSubgraphIndex: Int
  public var compositeAttributes: [UInt8]
  public var compositeAttributesFormat: CustomOptionsFormat
  public var version: Int

  public init(
    name: String = "",
    decompositionSubgraphIndex: Int = 0,
    compositeAttributes: [UInt8] = [],
    compositeAttributesFormat: CustomOptionsFormat = .flexbuffers,
    version: Int = 0
  ) {
    self.name = name
    self.decompositionSubgraphIndex = decompositionSubgraphIndex
    self.compositeAttributes = compositeAttributes
    self.compositeAttributesFormat = compositeAttributesFormat
    self.version = version
  }
}

extension StableHLOCompositeOptions: SchemaTable {
  func write(to builder: FlatBufferBuilder) -> FlatBufferBuilder.Offset {
    let nameOffset = builder.string(name)
    let compositeAttributesOffset = builder.vector(compositeAttributes)
    builder.startTable()
    builder.add(slot: 0, nameOffset)
    builder.add(slot: 1, decompositionSubgraphIndex, as: Int32.self, default: 0)
    builder.add(slot: 2, compositeAttributesOffset)
    builder.add(slot: 4, version, as: Int32.self, default: 0)
    builder.add(slot: 3, compositeAttributesFormat, default: .flexbuffers)
    return builder.endTable()
  }

  init(reading table: FlatBufferTable) throws {
    name = try table.string(slot: 0)
    decompositionSubgraphIndex = table.integer(slot: 1, as: Int32.self, default: 0)
    compositeAttributes = try table.bytes(slot: 2)
    compositeAttributesFormat = try table.enumeration(slot: 3, default: .flexbuffers)
    version = table.integer(slot: 4, as: Int32.self, default: 0)
  }
}
