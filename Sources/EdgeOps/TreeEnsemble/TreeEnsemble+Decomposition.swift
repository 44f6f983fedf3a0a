import EdgeIR

/// All trees are walked down at once, a level a step: tables say for each branch what is compared and where it leads. A
/// leaf leads to itself.
extension TreeEnsemble: Decomposing {
  private static let depthLimit = 64
  /// Votes of all rows, trees and targets.
  private static let voteLimit = 1 << 22

  public func decompose(_ node: Node, into builder: inout DecompositionBuilder) throws -> [ValueID] {
    let x = try builder.input(0)
    let type = builder.type(x)
    guard type.element != .float64 else { throw OperatorError("trees on f64 have no simpler form") }
    let rows = type.shape[0]
    let votes = rows.multipliedReportingOverflow(by: roots.count * targetCount)
    guard let depth = depth(), depth <= Self.depthLimit, !votes.overflow,
      votes.partialValue <= Self.voteLimit,
      leaves.count <= Self.voteLimit / targetCount, !roots.isEmpty
    else { throw OperatorError("the trees are too deep or too many to be walked down together") }
    guard leaves.joined().allSatisfy({ abs(Float($0.weight)) < .greatestFiniteMagnitude }) else {
      throw OperatorError("votes as large as the largest number have no simpler form")
    }
    let features = try builder.cast(x, to: .float32)
    var place = try builder.broadcast(
      builder.integers(roots.map { Int64(number($0)) }, [1, roots.count], .int64), to: [rows, roots.count])
    for _ in 0..<depth { place = try step(place, features, &builder) }
    let leaf = try builder.binary(.subtract, place, Int64(branches.count))
    let cast = try builder.add(Gather(axis: 0), builder.constant(voteTable), leaf)
    return [try builder.cast(aggregated(cast, &builder), to: type.element)]
  }

  /// Branches come first, then leaves.
  private func number(_ child: Child) -> Int {
    switch child {
    case .branch(let position): position
    case .leaf(let position): branches.count + position
    }
  }

  /// How many branches there are at most on the way to a leaf; children come after their parents.
  private func depth() -> Int? {
    var depths = [Int](repeating: 0, count: branches.count + leaves.count)
    for (position, branch) in branches.enumerated().reversed() {
      depths[position] = 1 + max(depths[number(branch.whenTrue)], depths[number(branch.whenFalse)])
    }
    return roots.map { depths[number($0)] }.max()
  }

  private func step(
    _ place: ValueID, _ features: ValueID, _ builder: inout DecompositionBuilder
  ) throws -> ValueID {
    func look(_ branchEntries: [Int64], _ leafEntry: (Int) -> Int64) throws -> ValueID {
      let entries = branchEntries + leaves.indices.map { leafEntry($0) }
      return try builder.add(Gather(axis: 0), builder.integers(entries, [entries.count], .int64), place)
    }
    func own(_ leaf: Int) -> Int64 { Int64(branches.count + leaf) }
    let feature = try look(branches.map { Int64($0.feature) }) { _ in 0 }
    let value = try builder.add(GatherElements(axis: 1), features, feature)
    let splits = branches.map { $0.comparison.single($0.split) } + leaves.map { _ in 0 }
    let split = try builder.add(Gather(axis: 0), builder.constant(Tensor([splits.count], splits)), place)
    var isTrue: ValueID?
    for comparison in Comparison.allCases where branches.contains(where: { $0.comparison == comparison }) {
      let answer = try comparison.build(value, split, &builder)
      let kind = branches.map { Int64($0.comparison == comparison ? 1 : 0) }
      isTrue =
        try isTrue.map {
          try builder.select(builder.compare(.equal, look(kind) { _ in 0 }, 1), answer, $0)
        } ?? answer
    }
    if branches.contains(where: \.missingIsTrue), let known = isTrue {
      let isMissing = try builder.add(Not(), builder.compare(.equal, value, value))
      let goes = try builder.compare(.equal, look(branches.map { $0.missingIsTrue ? 1 : 0 }) { _ in 0 }, 1)
      isTrue = try builder.add(Logical(.or), known, builder.add(Logical(.and), isMissing, goes))
    }
    guard let isTrue else { return place }
    return try builder.select(
      isTrue, look(branches.map { Int64(number($0.whenTrue)) }, own),
      look(branches.map { Int64(number($0.whenFalse)) }, own))
  }

  /// What each leaf gives each target, `[leaves, targets]`; what changes nothing where it gives none.
  private var voteTable: Tensor {
    Tensor.build([leaves.count, targetCount], of: Float.self) { y in
      for i in y.indices { y[i] = neutral }
      for (leaf, votes) in leaves.enumerated() {
        for vote in votes {
          let place = leaf * targetCount + vote.target
          y[place] = y[place] == neutral ? Float(vote.weight) : combined(y[place], Float(vote.weight))
        }
      }
    }
  }

  /// Finite: an extreme of nothing but infinities is finite in TFLite.
  private var neutral: Float {
    switch aggregate {
    case .average, .sum: 0
    case .min: .greatestFiniteMagnitude
    case .max: -.greatestFiniteMagnitude
    }
  }

  private func combined(_ a: Float, _ b: Float) -> Float {
    switch aggregate {
    case .average, .sum: a + b
    case .min: Swift.min(a, b)
    case .max: Swift.max(a, b)
    }
  }

  /// - Parameter votes: `[rows, trees, targets]`.
  private func aggregated(_ votes: ValueID, _ builder: inout DecompositionBuilder) throws -> ValueID {
    switch aggregate {
    case .sum: return try builder.add(Reduce(.sum, axes: [1], keepDims: false), votes)
    case .average:
      let total = try builder.add(Reduce(.sum, axes: [1], keepDims: false), votes)
      return try builder.binary(.divide, total, Int64(roots.count))
    case .min, .max:
      let kind: Reduce.Kind = aggregate == .min ? .min : .max
      let extreme = try builder.add(Reduce(kind, axes: [1], keepDims: false), votes)
      let none = builder.constant(Tensor(scalar: neutral))
      let zero = builder.constant(Tensor(scalar: Float(0)))
      return try builder.select(builder.compare(.equal, extreme, none), zero, extreme)
    }
  }
}

extension TreeEnsemble.Comparison {
  /// The float32 with which float32s compare as they do with `split`.
  fileprivate func single(_ split: Double) -> Float {
    let nearest = Float(split)
    switch self {
    case .lessOrEqual, .greater: return Double(nearest) > split ? nearest.nextDown : nearest
    case .less, .greaterOrEqual: return Double(nearest) < split ? nearest.nextUp : nearest
    case .equal, .notEqual: return Double(nearest) == split ? nearest : .nan
    }
  }

  fileprivate func build(
    _ value: ValueID, _ split: ValueID, _ builder: inout DecompositionBuilder
  ) throws -> ValueID {
    switch self {
    case .lessOrEqual: try builder.compare(.lessOrEqual, value, split)
    case .less: try builder.compare(.less, value, split)
    case .greaterOrEqual: try builder.compare(.greaterOrEqual, value, split)
    case .greater: try builder.compare(.greater, value, split)
    case .equal: try builder.compare(.equal, value, split)
    case .notEqual: try builder.add(Not(), builder.compare(.equal, value, split))
    }
  }
}
