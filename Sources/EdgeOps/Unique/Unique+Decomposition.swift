import EdgeIR

/// Every slice is compared with every other one.
extension Unique: Decomposing {
  /// Comparisons of elements.
  private static let limit = 1 << 22

  public func decompose(_ node: Node, into builder: inout DecompositionBuilder) throws -> [ValueID] {
    let x = try builder.input(0)
    let type = builder.type(x)
    let count = type.shape[axis]
    let width = type.elementCount / max(count, 1)
    let size = count.multipliedReportingOverflow(by: type.elementCount)
    guard !size.overflow, size.partialValue <= Self.limit, width > 0,
      !type.element.isFloat || type.element == .float32
    else { throw OperatorError("the slices of \(type) are too many to be compared with each other") }
    let order = [axis] + type.shape.indices.filter { $0 != axis }
    let keys = try builder.orderedKeys(builder.reshape(builder.transpose(x, by: order), to: [count, width]))
    let pairs = try SlicePairs(keys, count, width, &builder)

    let earlier = (0..<count).flatMap { i in (0..<count).map { j in j < i } }
    let precedes = builder.constant(Tensor([count, count], earlier))
    let hasTwin = try builder.any(builder.add(Logical(.and), pairs.areEqual, precedes))
    let isFirst = try builder.add(Not(), hasTwin)
    // Of a slice's predecessors in the result each is counted where it is first.
    let before = isSorted ? pairs.isLess : precedes
    let firstColumns = try builder.reshape(isFirst, to: [1, count])
    let ranks = try builder.count(builder.add(Logical(.and), before, firstColumns))
    let front = try FrontOrder(isFirst, ranks: ranks, &builder)
    let origin = try builder.add(
      ArgReduce(.max, axis: 1, keepDims: false), builder.cast(pairs.areEqual, to: .int32))
    let inverse = try builder.add(Gather(axis: 0), ranks, origin)
    let occurrences = try builder.count(pairs.areEqual)
    let firsts = try front.slices(
      of: builder.integers((0..<Int64(count)).map { $0 }, [count], .int64), along: 0, &builder)
    return [
      try front.slices(of: x, along: axis, &builder), firsts, try builder.cast(inverse, to: .int64),
      try builder.cast(front.slices(of: occurrences, along: 0, &builder), to: .int64), front.count,
    ]
  }
}

/// How slice i compares with slice j, `[n, n]`.
private struct SlicePairs {
  let areEqual: ValueID
  /// Whether slice j comes before slice i; NaN comes last and equals NaN.
  let isLess: ValueID

  init(
    _ keys: ValueID, _ count: Int, _ width: Int, _ builder: inout DecompositionBuilder
  ) throws {
    let (a, b) = (
      try builder.reshape(keys, to: [count, 1, width]), try builder.reshape(keys, to: [1, count, width])
    )
    var equal = try builder.compare(.equal, a, b)
    var less = try builder.compare(.less, b, a)
    if builder.type(keys).element.isFloat {
      let (aIsNaN, bIsNaN) = (
        try builder.add(Not(), builder.compare(.equal, a, a)),
        try builder.add(Not(), builder.compare(.equal, b, b))
      )
      equal = try builder.add(Logical(.or), equal, builder.add(Logical(.and), aIsNaN, bIsNaN))
      let onlyA = try builder.add(Logical(.and), aIsNaN, builder.compare(.equal, b, b))
      less = try builder.add(Logical(.or), less, onlyA)
    }
    areEqual = try builder.add(Reduce(.min, axes: [2], keepDims: false), equal)
    // The first elements that differ decide.
    let differs = try builder.cast(builder.add(Not(), equal), to: .int32)
    let before = try builder.add(Cumulative(.sum, axis: 2, isExclusive: true), differs)
    let decides = try builder.compare(.equal, before, 0)
    isLess = try builder.any(builder.add(Logical(.and), less, decides), axis: 2)
  }
}

extension DecompositionBuilder {
  fileprivate mutating func any(_ flags: ValueID, axis: Int = 1) throws -> ValueID {
    try add(Reduce(.max, axes: [axis], keepDims: false), flags)
  }

  /// How many of each row hold, int32.
  fileprivate mutating func count(_ flags: ValueID) throws -> ValueID {
    try add(Reduce(.sum, axes: [1], keepDims: false), cast(flags, to: .int32))
  }
}
