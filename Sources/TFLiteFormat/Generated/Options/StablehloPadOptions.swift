// Generated from Schema/tflite.fbs by Schema/generate.py. Do not edit.

/// The schema's `StablehloPadOptions` table.
public struct StablehloPadOptions: Hashable, Sendable {
  public var edgePaddingLow: [Int]
  public var edgePaddingHigh: [Int]
  public var interiorPadding: [Int]

  public init(
    edgePaddingLow: [Int] = [],
    edgePaddingHigh: [Int] = [],
    interiorPadding: [Int] = []
  ) {
    self.edgePaddingLow = edgePaddingLow
    self.edgePaddingHigh = edgePaddingHigh
    self.interiorPadding = interiorPadding
  }
}

extension StablehloPadOptions: SchemaTable {
  func write(to builder: FlatBufferBuilder) -> FlatBufferBuilder.Offset {
    let edgePaddingLowOffset = builder.vector(edgePaddingLow, as: Int64.self)
    let edgePaddingHighOffset = builder.vector(edgePaddingHigh, as: Int64.self)
    let interiorPaddingOffset = builder.vector(interiorPadding, as: Int64.self)
    builder.startTable()
    builder.add(slot: 0, edgePaddingLowOffset)
    builder.add(slot: 1, edgePaddingHighOffset)
    builder.add(slot: 2, interiorPaddingOffset)
    return builder.endTable()
  }

  init(reading table: FlatBufferTable) throws {
    edgePaddingLow = try table.integers(slot: 0, as: Int64.self)
    edgePaddingHigh = try table.integers(slot: 1, as: Int64.self)
    interiorPadding = try table.integers(slot: 2, as: Int64.self)
  }
}
