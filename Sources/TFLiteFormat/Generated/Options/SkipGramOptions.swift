// Generated from Schema/tflite.fbs by Schema/generate.py. Do not edit.

/// The schema's `SkipGramOptions` table.
public struct SkipGramOptions: Hashable, Sendable {
  public var ngramSize: Int
  public var maxSkipSize: Int
  public var includeAllNgrams: Bool

  public init(
    ngramSize: Int = 0,
    maxSkipSize: Int = 0,
    includeAllNgrams: Bool = false
  ) {
    self.ngramSize = ngramSize
    self.maxSkipSize = maxSkipSize
    self.includeAllNgrams = includeAllNgrams
  }
}

extension SkipGramOptions: SchemaTable {
  func write(to builder: FlatBufferBuilder) -> FlatBufferBuilder.Offset {
    builder.startTable()
    builder.add(slot: 0, ngramSize, as: Int32.self, default: 0)
    builder.add(slot: 1, maxSkipSize, as: Int32.self, default: 0)
    builder.add(slot: 2, includeAllNgrams, default: false)
    return builder.endTable()
  }

  init(reading table: FlatBufferTable) throws {
    ngramSize = table.integer(slot: 0, as: Int32.self, default: 0)
    maxSkipSize = table.integer(slot: 1, as: Int32.self, default: 0)
    includeAllNgrams = table.boolean(slot: 2, default: false)
  }
}
