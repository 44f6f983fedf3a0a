import EdgeIR
import EdgeOps
import EdgeTestSupport
import Testing

struct ReduceTests {
  @Test(arguments: Reduce.Kind.allCases, [[0], [1], [0, 2], [1, 2, 3], [0, 1, 2, 3], []])
  func liteRT(_ kind: Reduce.Kind, _ axes: [Int]) throws {
    for keepDims in [false, true] {
      let op = Reduce(kind, axes: axes, keepDims: keepDims)
      try OperatorCheck(op, [Tensor.random([2, 3, 4, 2], of: Float.self)]).liteRT(
        .init(relative: 1e-5, absolute: 1e-6))
      if kind != .mean { try OperatorCheck(op, [Tensor.random([2, 3, 4, 2], of: Int32.self)]).liteRT() }
    }
  }

  @Test func boolsInLiteRT() throws {
    for kind in [Reduce.Kind.max, .min] {
      try OperatorCheck(Reduce(kind, axes: [1], keepDims: true), [Tensor.randomBools([4, 3])]).liteRT()
    }
  }

  @Test func integerMeansAreTruncated() throws {
    let x = Tensor([2, 2], [-3, 0, 5, 2] as [Int32])
    let y = try Reduce(.mean, axes: [1], keepDims: false).evaluate([x])[0]
    #expect(y.elements(as: Int32.self) == [-1, 3])
  }

  @Test func constraints() {
    expectRefusal(Reduce(.sum, axes: [0], keepDims: true), [TensorType(.bool, [2])], "C1")
    expectRefusal(Reduce(.sum, axes: [1], keepDims: true), [TensorType(.float32, [2])], "C2")
    expectRefusal(Reduce(.sum, axes: [1, 0], keepDims: true), [TensorType(.float32, [2, 2])], "C2")
  }
}
