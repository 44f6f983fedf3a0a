import EdgeIR
import EdgeOps
import EdgeTestSupport
import Testing

/// Gathers, scatters and sorting by computed numbers, said in what TFLite has.
struct IndexingInTFLiteTests {
  private static let data = Tensor.random([3, 4], of: Float.self)

  @Test(arguments: 0..<2) func gatherElements(_ axis: Int) throws {
    let indices = Tensor([2, 3], [Int64](arrayLiteral: 0, -1, 2, -3, 1, -2))
    let check = try OperatorCheck(GatherElements(axis: axis), [Self.data, indices])
    try check.decomposed()
    try check.liteRT()
    try OperatorCheck(GatherElements(axis: axis), [Self.data, indices], constants: [1]).decomposed()
  }

  @Test func gatherOfABatch() throws {
    let x = Tensor.random([2, 3, 4], of: Double.self)
    let indices = Tensor([2, 2, 1], [Int32](arrayLiteral: 0, -1, 1, -3))
    let check = try OperatorCheck(GatherND(batchRank: 1), [x, indices])
    try check.decomposed()
    try check.liteRT()
  }

  /// With 3 updates they are applied one by one; with 6, several of which go to one place, all at once.
  @Test(arguments: ScatterReduction.allCases, [3, 6])
  func scatterElements(_ reduction: ScatterReduction, _ count: Int) throws {
    let indices = Tensor([1, count], Array([1, -1, 1, 0, 1, -1 as Int64].prefix(count)))
    let data = Tensor.random([2, 6], of: Int32.self, in: -9...9)
    let updates = Tensor.random([1, count], of: Int32.self, in: -9...9, seed: 2)
    for constants in [[], [1]] as [Set<Int>] {
      let check = try OperatorCheck(
        ScatterElements(axis: 1, reduction), [data, indices, updates], constants: constants)
      try check.decomposed()
      try check.liteRT()
    }
  }

  @Test(arguments: ScatterReduction.allCases, ["f16", "f32", "i8", "u64", "bool"])
  func scatterSlices(_ reduction: ScatterReduction, _ type: String) throws {
    let element = try #require(ElementType(rawValue: type))
    let indices = Tensor([5, 1], [Int64](arrayLiteral: 2, 0, -1, 2, 0))
    let numbers = { (shape: [Int], seed: UInt64) in
      try Cast(to: element).evaluate([Tensor.random(shape, of: Int32.self, in: -2...2, seed: seed)])[0]
    }
    let check = try OperatorCheck(ScatterND(reduction), [numbers([3, 2], 1), indices, numbers([5, 2], 2)])
    try check.decomposed()
  }

  @Test(arguments: [true, false], ["f16", "f32", "f64", "i8", "u16", "i32", "u32", "i64", "u64"])
  func topK(_ isLargest: Bool, _ type: String) throws {
    let element = try #require(ElementType(rawValue: type))
    let x = try Cast(to: element).evaluate([Tensor.random([3, 4], of: Int32.self, in: -3...3)])[0]
    let inner = try OperatorCheck(TopK(axis: 0, k: 2, isLargest: isLargest), [x])
    try inner.decomposed()
    try inner.liteRT()
    try OperatorCheck(TopK(axis: 1, k: 4, isLargest: isLargest), [x]).liteRT()
  }

  @Test(arguments: ["i64", "u8", "u64", "f64"], [true, false])
  func argReduce(_ type: String, _ selectsLast: Bool) throws {
    let element = try #require(ElementType(rawValue: type))
    let x = try Cast(to: element).evaluate([Tensor.random([3, 8], of: Int32.self, in: -2...2)])[0]
    for kind in ArgReduce.Kind.allCases {
      let op = ArgReduce(kind, axis: 1, keepDims: true, selectsLast: selectsLast)
      try OperatorCheck(op, [x]).decomposed()
    }
  }

  @Test(arguments: ["f16", "f32", "i8", "u64", "bool"]) func reverseSequence(_ type: String) throws {
    let element = try #require(ElementType(rawValue: type))
    let x = try Cast(to: element).evaluate([Tensor.random([3, 2, 2], of: Int32.self, in: 0...9)])[0]
    let lengths = Tensor([2], [Int64](arrayLiteral: 0, 3))
    try OperatorCheck(ReverseSequence(hasTimeFirst: true), [x, lengths]).liteRT()
  }

  /// What depends on data has its full size, in which zeros follow, and a count.
  @Test func dataDependentSizes() throws {
    let x = Tensor([3, 4], [Float](arrayLiteral: 0, 1, -1, 0, 0, .nan, 2, 2, 0, 0, 1, 0))
    try OperatorCheck(NonZero(), [x]).decomposed()
    try OperatorCheck(NonZero(), [x]).liteRT()
    let taken = Tensor([3], [false, true, true])
    try OperatorCheck(Compress(axis: 1), [x, taken]).decomposed()
    try OperatorCheck(Compress(axis: 1), [x, taken]).liteRT()
  }

  @Test(arguments: [true, false], 0..<2) func unique(_ isSorted: Bool, _ axis: Int) throws {
    let few = Tensor.random([5, 3], of: Int32.self, in: 0...1)
    let check = try OperatorCheck(Unique(axis: axis, isSorted: isSorted), [few])
    try check.decomposed()
    try check.liteRT()
    let numbers = Tensor([6], [Float](arrayLiteral: 2, .nan, -1, 2, .nan, 0))
    try OperatorCheck(Unique(axis: 0, isSorted: isSorted), [numbers]).decomposed()
  }

  @Test(arguments: [true, false]) func nonMaxSuppression(_ isCentered: Bool) throws {
    let boxes = Tensor.random([2, 6, 4], of: Float.self, in: 0...1)
    let scores = Tensor(
      [2, 2, 6], Tensor.random([24], of: Int32.self, in: 0...4).elements(as: Int32.self).map(Float.init))
    let scalars = [Tensor(scalar: Int64(2)), Tensor(scalar: Float(0.1)), Tensor(scalar: Float(0.5))]
    let op = NonMaxSuppression(limit: 3, isCentered: isCentered)
    let check = try OperatorCheck(op, [boxes, scores] + scalars)
    try check.decomposed()
    try check.liteRT()
  }

  @Test(arguments: TreeEnsemble.Aggregate.allCases) func trees(_ aggregate: TreeEnsemble.Aggregate) throws {
    let branches: [TreeEnsemble.Branch] = [
      .init(feature: 0, .lessOrEqual, 0.1, whenTrue: .branch(1), whenFalse: .leaf(2)),
      .init(feature: 1, .equal, 0.5, missingIsTrue: true, whenTrue: .leaf(0), whenFalse: .branch(2)),
      .init(feature: 1, .greater, 0.3, whenTrue: .leaf(1), whenFalse: .leaf(3)),
    ]
    let leaves: [[TreeEnsemble.Vote]] = [
      [.init(target: 0, weight: 2)], [.init(target: 0, weight: -1), .init(target: 1, weight: 3)],
      [.init(target: 1, weight: 5)], [],
    ]
    let op = TreeEnsemble(
      roots: [.branch(0), .branch(2), .leaf(1)], branches: branches, leaves: leaves, targetCount: 3,
      aggregate: aggregate)
    let x = Tensor([5, 2], [Float](arrayLiteral: 0.1, 0.5, 0, .nan, Float(0.1).nextUp, 0.3, 0, 0.3, -1, 9))
    try OperatorCheck(op, [x]).decomposed()
    try OperatorCheck(op, [x]).liteRT()
  }

  @Test(arguments: [true, false]) func ngrams(_ isBinary: Bool) throws {
    let op = TfIdfVectorizer(
      ngrams: [
        .init(items: [2], coordinate: 1), .init(items: [2, 3], coordinate: 0),
        .init(items: [3, 2], coordinate: 3),
        .init(items: [2, 2, 2], coordinate: 1),
      ], size: 4, maxSkip: 2, isBinary: isBinary, weights: [1, 2, 3, 0.5])
    let x = Tensor([2, 6], [Int64](arrayLiteral: 2, 3, 2, 2, 3, 2, 0, 2, 2, 2, 2, 3))
    try OperatorCheck(op, [x]).decomposed()
    try OperatorCheck(op, [x]).liteRT()
  }
}
