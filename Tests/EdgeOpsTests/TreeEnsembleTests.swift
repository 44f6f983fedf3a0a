import EdgeIR
import EdgeOps
import EdgeTestSupport
import Testing

struct TreeEnsembleTests {
  typealias Branch = TreeEnsemble.Branch
  typealias Vote = TreeEnsemble.Vote

  /// Features that decide the tree for each row: below, at and above the splits, NaN.
  private let x = Tensor([6, 2], [0, 0, 1, 0, 2, 0, 2, 5, .nan, 5, 9, .nan] as [Float])

  private func votes(_ numbers: [Double]) -> [[Vote]] { numbers.map { [Vote(target: 0, weight: $0)] } }

  private func single(_ comparison: TreeEnsemble.Comparison, missingIsTrue: Bool = false) -> TreeEnsemble {
    TreeEnsemble(
      roots: [.branch(0)],
      branches: [
        Branch(
          feature: 0, comparison, 1, missingIsTrue: missingIsTrue, whenTrue: .leaf(0), whenFalse: .leaf(1))
      ], leaves: votes([1, 0]), targetCount: 1)
  }

  @Test(
    arguments: zip(
      TreeEnsemble.Comparison.allCases,
      [[1, 1, 0, 0], [1, 0, 0, 0], [0, 1, 1, 1], [0, 0, 1, 1], [0, 1, 0, 0], [1, 0, 1, 1]] as [[Float]]))
  func comparisons(_ comparison: TreeEnsemble.Comparison, _ expected: [Float]) throws {
    for missingIsTrue in [false, true] {
      let op = single(comparison, missingIsTrue: missingIsTrue)
      let y = try op.evaluate([x])[0].elements(as: Float.self)
      let isTrue = missingIsTrue || comparison == .notEqual
      #expect(y == expected + [isTrue ? 1 : 0, expected[2]])
      try OperatorCheck(op, [x]).generatedC()
    }
  }

  /// Two trees, one of them a leaf, and leaves with no vote and with two.
  private func forest(_ aggregate: TreeEnsemble.Aggregate) -> TreeEnsemble {
    TreeEnsemble(
      roots: [.branch(0), .leaf(0), .branch(1)],
      branches: [
        Branch(feature: 0, .less, 1.5, whenTrue: .leaf(1), whenFalse: .branch(1)),
        Branch(feature: 1, .greater, 4, whenTrue: .leaf(2), whenFalse: .leaf(3)),
      ],
      leaves: [
        [Vote(target: 0, weight: 2)], [], [Vote(target: 1, weight: -3), Vote(target: 2, weight: 0.5)],
        [Vote(target: 0, weight: 5)],
      ], targetCount: 3, aggregate: aggregate)
  }

  @Test(arguments: TreeEnsemble.Aggregate.allCases) func aggregates(_ aggregate: TreeEnsemble.Aggregate)
    throws
  {
    let y = try forest(aggregate).evaluate([x])[0].elements(as: Float.self)
    let rows: [[Float]] =
      switch aggregate {
      case .sum: [[7, 0, 0], [7, 0, 0], [12, 0, 0], [2, -6, 1]]
      case .average: [[7 / 3, 0, 0], [7 / 3, 0, 0], [4, 0, 0], [2 / 3, -2, 1 / 3]]
      case .min: [[2, 0, 0], [2, 0, 0], [2, 0, 0], [2, -3, 0.5]]
      case .max: [[5, 0, 0], [5, 0, 0], [5, 0, 0], [2, -3, 0.5]]
      }
    #expect(Array(y.prefix(12)) == rows.flatMap { $0 })
    try OperatorCheck(forest(aggregate), [x]).generatedC()
    try OperatorCheck(forest(aggregate), [Cast(to: .float64).evaluate([x])[0]]).generatedC()
  }

  @Test func emptyForest() throws {
    let op = TreeEnsemble(roots: [], branches: [], leaves: [], targetCount: 2)
    #expect(try op.evaluate([x])[0].elements(as: Float.self) == [Float](repeating: 0, count: 12))
    try OperatorCheck(op, [x]).generatedC()
  }

  @Test func constraints() {
    let type = TensorType(.float32, [3, 2])
    expectRefusal(single(.less), [TensorType(.int64, [3, 2])], "C1")
    expectRefusal(single(.less), [TensorType(.float32, [3])], "C2")
    expectRefusal(single(.less), [TensorType(.float32, [3, 0])], "C3")
    var loop = single(.less)
    loop.branches[0].whenFalse = .branch(0)
    expectRefusal(loop, [type], "C4")
    var stray = single(.less)
    stray.roots = [.leaf(2)]
    expectRefusal(stray, [type], "C4")
    var target = single(.less)
    target.leaves[0][0].target = 1
    expectRefusal(target, [type], "C5")
    var weight = single(.less)
    weight.leaves[0][0].weight = .infinity
    expectRefusal(weight, [type], "C5")
    var none = single(.less)
    for count in [0, 1 << 24 + 1] {
      none.targetCount = count
      expectRefusal(none, [type], "C5")
    }
  }
}
