import EdgeIR
import EdgeOps
import EdgeTestSupport
import Testing

/// Gather, GatherND, Tile, Trilu, ArgReduce and Cumulative in LiteRT.
struct SelectionTests {
  private let x = Tensor.random([3, 4, 5], of: Float.self)

  @Test(arguments: 0..<3) func gather(_ axis: Int) throws {
    let wide = Tensor([2, 2], [0, -1, 2, -3] as [Int64])
    let narrow = Tensor([3], [0, 2, 1] as [Int32])
    for indices in [wide, narrow, Tensor(scalar: Int64(-2))] {
      try OperatorCheck(Gather(axis: axis), [x, indices], constants: [1]).liteRT()
      try OperatorCheck(Gather(axis: axis), [x, indices]).liteRT()
    }
  }

  @Test func gatherND() throws {
    for indices in [Tensor([2, 2], [0, 3, -1, 1] as [Int64]), Tensor([2, 2], [0, 3, 2, -4] as [Int32])] {
      try OperatorCheck(GatherND(), [x, indices], constants: [1]).liteRT()
      try OperatorCheck(GatherND(), [x, indices]).liteRT()
    }
  }

  @Test(arguments: 0..<3) func gatherElements(_ axis: Int) throws {
    let indices = Tensor([2, 1, 3], [0, 1, -2, 2, -1, 0] as [Int64])
    try OperatorCheck(GatherElements(axis: axis), [x, indices], constants: [1]).liteRT()
  }

  @Test(arguments: [[1, 1, 1], [2, 1, 3]]) func tile(_ repeats: [Int]) throws {
    try OperatorCheck(Tile(repeats: repeats), [x]).liteRT()
    try OperatorCheck(Tile(repeats: repeats), [Tensor.random([3, 4, 5], of: Int64.self)]).liteRT()
  }

  @Test(arguments: [false, true], [-2, 0, 1]) func triangles(_ isUpper: Bool, _ diagonal: Int) throws {
    try OperatorCheck(Trilu(isUpper: isUpper, diagonal: diagonal), [x]).liteRT()
  }

  @Test(arguments: ArgReduce.Kind.allCases, 0..<3) func extremes(_ kind: ArgReduce.Kind, _ axis: Int) throws {
    for (keepDims, selectsLast) in [(false, false), (true, false), (false, true), (true, true)] {
      let op = ArgReduce(kind, axis: axis, keepDims: keepDims, selectsLast: selectsLast)
      try OperatorCheck(op, [x]).liteRT()
      try OperatorCheck(op, [Tensor.random([3, 4, 5], of: Int32.self, in: -2...2)]).liteRT()
    }
  }

  @Test(arguments: 0..<3, [false, true]) func runningSums(_ axis: Int, _ isExclusive: Bool) throws {
    for isReversed in [false, true] {
      let op = Cumulative(.sum, axis: axis, isExclusive: isExclusive, isReversed: isReversed)
      try OperatorCheck(op, [x]).liteRT(.init(relative: 1e-6, absolute: 1e-5))
      try OperatorCheck(op, [Tensor.random([3, 4, 5], of: Int64.self)]).liteRT()
    }
  }

  @Test func constraints() {
    let type = TensorType(.float32, [2, 3])
    let indices = TensorType(.int64, [2, 2])
    expectRefusal(Gather(axis: 2), [type, indices], "C1")
    expectRefusal(Gather(axis: 0), [type, type], "C2")
    expectRefusal(GatherND(), [type, type], "C1")
    expectRefusal(GatherND(batchRank: 2), [type, indices], "C1")
    expectRefusal(GatherND(), [type, TensorType(.int64, [2, 3])], "C2")
    expectRefusal(GatherElements(axis: 2), [type, indices], "C1")
    expectRefusal(GatherElements(axis: 0), [type, type], "C2")
    expectRefusal(GatherElements(axis: 0), [type, TensorType(.int64, [2, 4])], "C2")
    expectRefusal(Tile(repeats: [1]), [type], "C1")
    expectRefusal(Tile(repeats: [.max, 1]), [type], "C1")
    expectRefusal(Trilu(isUpper: true), [TensorType(.float32, [3])], "C1")
    expectRefusal(ArgReduce(.max, axis: 0, keepDims: true), [TensorType(.bool, [2])], "C1")
    expectRefusal(ArgReduce(.max, axis: 0, keepDims: true), [TensorType(.float32, [0, 1])], "C2")
    expectRefusal(Cumulative(.sum, axis: 0), [TensorType(.bool, [2])], "C1")
    expectRefusal(Cumulative(.sum, axis: 2), [type], "C2")
  }

  @Test func indicesOutOfRange() {
    let wrong = Tensor([1, 1], [7] as [Int64])
    for op in [Gather(axis: 0), GatherND()] as [any Operator] {
      #expect(throws: OperatorError.self) { try op.evaluate([x, wrong]) }
    }
    let places = Tensor([1, 1, 1], [3] as [Int64])
    #expect(throws: OperatorError.self) { try GatherElements(axis: 0).evaluate([x, places]) }
  }
}
