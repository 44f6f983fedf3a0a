/// How many leading positions along an axis hold data when only running the graph tells:
/// `count × factor − offset`, at least 0 and at most `capacity`, which is the axis's size in the value's type.
///
/// Extents compare equal when they are the same number in every run.
public struct Extent: Hashable, Sendable {
  /// An i64 scalar of the graph.
  public let count: ValueID
  public let capacity: Int
  public let factor: Int
  public let offset: Int

  public init(count: ValueID, capacity: Int) { self.init(count, capacity, factor: 1, offset: 0) }

  private init(_ count: ValueID, _ capacity: Int, factor: Int, offset: Int) {
    self.count = count
    self.capacity = capacity
    self.factor = factor
    self.offset = offset
  }

  /// True when the extent is the count itself.
  public var isCount: Bool { factor == 1 && offset == 0 }

  /// The same of another count: that of another graph in which it stands for this one's.
  public func counted(by count: ValueID) -> Extent {
    Extent(count, capacity, factor: factor, offset: offset)
  }

  /// The extent of an axis with `factor` positions for each one of this; nil beyond what can be counted.
  public func multiplied(by factor: Int) -> Extent? {
    let results = [capacity, self.factor, offset].map { $0.multipliedReportingOverflow(by: factor) }
    guard factor > 0, !results.contains(where: \.overflow) else { return nil }
    return Extent(
      count, results[0].partialValue, factor: results[1].partialValue, offset: results[2].partialValue)
  }

  /// The extent of an axis with one position for every `divisor` of this; nil where that leaves a rest.
  public func divided(by divisor: Int) -> Extent? {
    guard divisor > 0, [capacity, factor, offset].allSatisfy({ $0 % divisor == 0 }) else { return nil }
    return Extent(count, capacity / divisor, factor: factor / divisor, offset: offset / divisor)
  }

  /// The extent of `size` positions from `start` on, where there are so many.
  public func sliced(from start: Int, size: Int) -> Extent? {
    let (sum, overflow) = offset.addingReportingOverflow(start)
    guard !overflow, start >= 0, size >= 0, size <= capacity else { return nil }
    return Extent(count, size, factor: factor, offset: sum)
  }

  /// The extent for a given count.
  public func size(count: Int) -> Int {
    let (product, overflow) = count.multipliedReportingOverflow(by: factor)
    let (difference, overflow2) = product.subtractingReportingOverflow(offset)
    return overflow || overflow2 ? capacity : min(max(difference, 0), capacity)
  }
}

/// The extents of a value's axes; axes that are absent are full.
public typealias AxisExtents = [Int: Extent]

/// An axis of one output along which only as many leading positions hold data as another output, an i64 scalar,
/// says. Of an operator's outputs or of a graph's.
public struct OutputExtent: Hashable, Sendable {
  public var output: Int
  public var axis: Int
  /// The position of the output that counts.
  public var count: Int

  public init(output: Int, axis: Int, count: Int) {
    self.output = output
    self.axis = axis
    self.count = count
  }
}
