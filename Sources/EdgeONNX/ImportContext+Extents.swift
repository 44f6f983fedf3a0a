public import EdgeIR
import EdgeSupport

/// For importers that need to know which part of a value holds data. Most do not: `add` keeps account of it.
extension ImportContext {
  /// The axes of which only a leading part holds data.
  public func extents(_ value: ValueID) -> AxisExtents {
    session.table.uses += 1
    return session.extents(of: value)
  }

  /// As `integersInput`, for importers that can do with a number's largest value: extents stay what they are.
  public func dimensionsInput(_ index: Int, _ role: String) throws -> [Dimension] {
    if !session.table.prefersData, let traced = try tracedDimensions(index),
      traced.contains(where: { $0.extent != nil })
    {
      session.table.uses += 1
      return traced
    }
    return try integersInput(index, role).map { .known($0) }
  }

  /// An input as numbers that are known or extents; nil when it is absent or something else.
  public func tracedDimensions(_ index: Int) throws -> [Dimension]? {
    try optionalInput(index).flatMap { try session.dimensions($0)?.elements }
  }

  /// The number that an extent stands for, an i64 scalar.
  public func number(_ extent: Extent) throws -> ValueID {
    try session.number(extent, builder)
  }

  /// States that only a leading part of a value that was just added holds data: for what an operator alone cannot tell.
  public func setExtents(_ value: ValueID, _ extents: AxisExtents) {
    session.setExtents(of: value, extents)
  }

  /// As `add`, where the importer knows the result's extents.
  public func add(
    _ op: any Operator, _ inputs: [ValueID?], extents: AxisExtents
  ) throws -> ValueID {
    try add(op, inputs, flow: ExtentFlow([extents]))
  }

  /// As `add`, where the importer knows better than the operator what becomes of extents.
  public func add(_ op: any Operator, _ inputs: [ValueID?], flow: ExtentFlow) throws -> ValueID {
    try session.add(op, inputs, wish: wish(op), origin: origin, flow: flow)[0]
  }

  /// The failure of an importer that needs the exact size of a value. The import repeats the node with the value cut
  /// to it where the data are given.
  public func needsExactSize(_ value: ValueID) -> any Error { session.sizeUnknown(value) }

  var builder: SessionBuilder {
    SessionBuilder(session, origin: origin, wish: resultName)
  }
}
