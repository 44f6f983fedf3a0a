import EdgeIR

/// Rows of a matrix that are replaced by, or combined with, others: what scatters come to, in simpler operators.
struct ScatteredRows {
  /// `[M, W]`.
  let data: ValueID
  /// `[N, W]`.
  let updates: ValueID
  /// `[N]`, the row that each update goes to, from 0; constant where they are known.
  let positions: ValueID

  /// Up to so many updates are applied one after the other.
  private static let sequentialLimit = 4
  /// A product of every row with every update has at most this many elements.
  private static let denseLimit = 1 << 22

  /// - Returns: `[M, W]`.
  /// - Throws: `OperatorError` when there are too many rows and updates.
  func scatter(_ reduction: ScatterReduction, _ builder: inout DecompositionBuilder) throws -> ValueID {
    let type = builder.type(data)
    let count = builder.type(updates).shape[0]
    if count == 0 || type.elementCount == 0 { return data }
    if let known = builder.constantTensor(positions)?.integers() {
      if reduction == .replace { return try replace(known, &builder) }
      let isSummed = reduction == .add && type.element != .float64
      if !isSummed, let result = try inRounds(known, reduction, &builder) { return result }
    }
    if count <= Self.sequentialLimit { return try oneByOne(count, reduction, &builder) }
    switch reduction {
    case .replace: return try replace(&builder)
    case .add: return try add(&builder)
    case .multiply, .minimum, .maximum: return try dense(count, reduction, &builder)
    }
  }

  // Known positions

  /// One gather among the rows of both.
  private func replace(_ positions: [Int], _ builder: inout DecompositionBuilder) throws -> ValueID {
    let rows = builder.type(data).shape[0]
    var choice = (0..<rows).map { Int64($0) }
    for (update, row) in positions.enumerated() { choice[row] = Int64(rows + update) }
    return try gather(builder.integers(choice, [rows], .int64), &builder)
  }

  /// The first update of every row, then the second of those that have one, and so on; nil when rows have too many.
  private func inRounds(
    _ positions: [Int], _ reduction: ScatterReduction, _ builder: inout DecompositionBuilder
  ) throws -> ValueID? {
    let rows = builder.type(data).shape[0]
    var updatesOfRow: [[Int]] = Array(repeating: [], count: rows)
    for (update, row) in positions.enumerated() { updatesOfRow[row].append(update) }
    let rounds = updatesOfRow.map(\.count).max() ?? 0
    guard rounds <= Self.sequentialLimit else { return nil }
    var current = data
    for round in 0..<rounds {
      let isHit = updatesOfRow.map { $0.count > round }
      let choice = updatesOfRow.map { Int64($0.count > round ? $0[round] : 0) }
      let update = try builder.add(Gather(axis: 0), updates, builder.integers(choice, [rows], .int64))
      let combined = try reduction.combine(current, update, &builder)
      current =
        isHit.allSatisfy { $0 }
        ? combined : try builder.select(builder.constant(Tensor([rows, 1], isHit)), combined, current)
    }
    return current
  }

  // Computed positions

  private func oneByOne(
    _ count: Int, _ reduction: ScatterReduction, _ builder: inout DecompositionBuilder
  ) throws -> ValueID {
    let rows = rowNumbers(&builder)
    let width = builder.type(data).shape[1]
    var current = data
    for update in 0..<count {
      let position = try builder.add(
        Slice(starts: [update], steps: [1], sizes: [1]), builder.cast(positions, to: .int64))
      let row = try builder.add(Slice(starts: [update, 0], steps: [1, 1], sizes: [1, width]), updates)
      let combined = try reduction.combine(current, row, &builder)
      current = try builder.select(builder.compare(.equal, rows, position), combined, current)
    }
    return current
  }

  /// A gather among the rows of both. Sorted by position and then by number, the updates that win are those before
  /// which another position stands.
  private func replace(_ builder: inout DecompositionBuilder) throws -> ValueID {
    let rows = builder.type(data).shape[0]
    let count = builder.type(updates).shape[0]
    let numbers = builder.integers((0..<Int64(count)).map { $0 }, [count], .int64)
    let scaled = try builder.binary(.multiply, builder.cast(positions, to: .int64), Int64(count))
    let keys = try builder.binary(.add, scaled, numbers)
    let sorted = try builder.addAll(TopK(axis: 0, k: count, isLargest: true), [keys])[0]
    let update = try builder.binary(.modulo(fmod: false), sorted, Int64(count))
    let place = try builder.binary(.subtract, sorted, update)
    let earlier = try builder.add(Slice(starts: [0], steps: [1], sizes: [count - 1]), place)
    let before = try builder.concatenate([builder.integers([-1], [1], .int64), earlier], axis: 0)
    let isBeaten = try builder.compare(.equal, place, before)
    let row = try builder.add(Gather(axis: 0), builder.cast(positions, to: .int64), update)
    // Updates that do not win go to a row of their own, behind the others.
    let target = try builder.select(isBeaten, builder.integers([Int64(rows)], [1], .int64), row)
    let zeros = builder.zeros(TensorType(.int32, [rows + 1]))
    let names = try builder.cast(builder.binary(.add, update, 1), to: .int32)
    let winners = try builder.add(
      ScatterND(.add), zeros, builder.reshape(target, to: [count, 1]), names)
    let winner = try builder.cast(
      builder.add(Slice(starts: [0], steps: [1], sizes: [rows]), winners), to: .int64)
    let own = builder.integers((0..<Int64(rows)).map { $0 }, [rows], .int64)
    let updated = try builder.binary(.add, winner, Int64(rows - 1))
    return try gather(builder.select(builder.compare(.equal, winner, 0), own, updated), &builder)
  }

  /// Sums in a type that TFLite adds; bools by counting.
  private func add(_ builder: inout DecompositionBuilder) throws -> ValueID {
    let element = builder.type(data).element
    let indices = try builder.reshape(positions, to: [builder.type(updates).shape[0], 1])
    func sum(_ data: ValueID, _ updates: ValueID, _ builder: inout DecompositionBuilder) throws -> ValueID {
      try builder.add(ScatterND(.add), data, indices, updates)
    }
    switch element {
    case .float32, .int32, .int64: return try sum(data, updates, &builder)
    case .uint32, .uint64:
      let signed: ElementType = element == .uint32 ? .int32 : .int64
      let total = try sum(builder.bitCast(data, to: signed), builder.bitCast(updates, to: signed), &builder)
      return try builder.bitCast(total, to: element)
    case .int8, .int16, .uint8, .uint16, .bool, .float16:
      let wide: ElementType = element == .float16 ? .float32 : .int32
      return try builder.cast(
        sum(builder.cast(data, to: wide), builder.cast(updates, to: wide), &builder), to: element)
    case .float64: throw OperatorError("sums of f64 have no simpler form")
    }
  }

  /// Every row meets every update; those that go elsewhere count nothing.
  private func dense(
    _ count: Int, _ reduction: ScatterReduction, _ builder: inout DecompositionBuilder
  ) throws -> ValueID {
    let type = builder.type(data)
    let (rows, width) = (type.shape[0], type.shape[1])
    let size = rows.multipliedReportingOverflow(by: count)
    let product = size.partialValue.multipliedReportingOverflow(by: width)
    guard !size.overflow, !product.overflow, product.partialValue <= Self.denseLimit else {
      throw OperatorError("\(count) updates of \(rows) rows are too many to be compared with each other")
    }
    let places = try builder.reshape(builder.cast(positions, to: .int64), to: [1, count, 1])
    let isOwn = try builder.compare(
      .equal, builder.reshape(rowNumbers(&builder), to: [rows, 1, 1]), places)
    let neutral = builder.constant(try reduction.neutralElement(type.element))
    let own = try builder.select(
      isOwn, builder.reshape(updates, to: [1, count, width]), neutral)
    let (kind, bits) = (reduction.reduceKind, type.element == .bool ? reduction.bits.reduceKind : nil)
    guard let kind = bits ?? kind else { throw OperatorError("\(reduction.rawValue) reduces nothing") }
    let total = try builder.add(Reduce(kind, axes: [1], keepDims: false), own)
    return try reduction.combine(data, total, &builder)
  }

  // Parts

  /// 0, 1, … as a column.
  private func rowNumbers(_ builder: inout DecompositionBuilder) -> ValueID {
    let rows = builder.type(data).shape[0]
    return builder.integers((0..<Int64(rows)).map { $0 }, [rows, 1], .int64)
  }

  /// Rows of `data` and, counted on behind them, of `updates`.
  private func gather(_ choice: ValueID, _ builder: inout DecompositionBuilder) throws -> ValueID {
    try builder.add(Gather(axis: 0), builder.concatenate([data, updates], axis: 0), choice)
  }
}

extension ScatterReduction {
  fileprivate var reduceKind: Reduce.Kind? {
    switch self {
    case .replace: nil
    case .add: .sum
    case .multiply: .prod
    case .minimum: .min
    case .maximum: .max
    }
  }

  /// What combining with changes nothing.
  fileprivate func neutralElement(_ element: ElementType) throws -> Tensor {
    func extreme<Element: NumericElement>(_: Element.Type) -> Tensor {
      Tensor(scalar: self == .minimum ? Element.highest : Element.lowest)
    }
    if self == .multiply { return Cast(to: element).convert(Tensor(scalar: UInt8(1))) }
    guard let type = element.numericType else { return Tensor(scalar: self == .minimum) }
    return extreme(type)
  }

  /// The element after an update.
  fileprivate func combine(
    _ old: ValueID, _ update: ValueID, _ builder: inout DecompositionBuilder
  ) throws -> ValueID {
    let isBool = builder.type(old).element == .bool
    func both(_ numbers: Binary.Kind, _ bools: Logical.Kind) throws -> ValueID {
      try isBool ? builder.add(Logical(bools), old, update) : builder.binary(numbers, old, update)
    }
    switch self {
    case .replace: return update
    case .add: return try both(.add, .or)
    case .multiply: return try both(.multiply, .and)
    case .minimum: return try both(.minimum, .and)
    case .maximum: return try both(.maximum, .or)
    }
  }
}
