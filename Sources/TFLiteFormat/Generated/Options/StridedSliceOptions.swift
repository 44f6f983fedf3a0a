// Generated from Schema/tflite.fbs by Schema/generate.py. Do not edit.

/// The schema's `StridedSliceOptions` table.
public struct StridedSliceOptions: Hashable, Sendable {
  public var beginMask: Int
  public var endMask: Int
  public var ellipsisMask: Int
  public var newAxisMask: Int
  public var shrinkAxisMask: Int
  public var offset: Bool

  public init(
    beginMask: Int = 0,
    endMask: Int = 0,
    ellipsisMask: Int = 0,
    newAxisMask: Int = 0,
    shrinkAxisMask: Int = 0,
    offset: Bool = false
  ) {
    self.beginMask = beginMask
    self.endMask = endMask
    self.ellipsisMask = ellipsisMask
    self.newAxisMask = newAxisMask
    self.shrinkAxisMask = shrinkAxisMask
    self.offset = offset
  }
}

extension StridedSliceOptions: SchemaTable {
  func write(to builder: FlatBufferBuilder) -> FlatBufferBuilder.Offset {
    builder.startTable()
    builder.add(slot: 0, beginMask, as: Int32.self, default: 0)
    builder.add(slot: 1, endMask, as: Int32.self, default: 0)
    builder.add(slot: 2, ellipsisMask, as: Int32.self, default: 0)
    builder.add(slot: 3, newAxisMask, as: Int32.self, default: 0)
    builder.add(slot: 4, shrinkAxisMask, as: Int32.self, default: 0)
    builder.add(slot: 5, offset, default: false)
    return builder.endTable()
  }

  init(reading table: FlatBufferTable) throws {
    beginMask = table.integer(slot: 0, as: Int32.self, default: 0)
    endMask = table.integer(slot: 1, as: Int32.self, default: 0)
    ellipsisMask = table.integer(slot: 2, as: Int32.self, default: 0)
    newAxisMask = table.integer(slot: 3, as: Int32.self, default: 0)
    shrinkAxisMask = table.integer(slot: 4, as: Int32.self, default: 0)
    offset = table.boolean(slot: 5, default: false)
  }
}
