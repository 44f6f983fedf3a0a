import EdgeIR
import EdgeOps
import EdgeTestSupport
import Testing

struct CompareTests {
  @Test(arguments: Compare.Kind.allCases, BinaryTests.shapes)
  func inLiteRT(_ kind: Compare.Kind, _ shapes: [[Int]]) throws {
    let a = Tensor.random(shapes[0], of: Int32.self, in: -3...3)
    let b = Tensor.random(shapes[1], of: Int32.self, in: -3...3, seed: 2)
    for type in [ElementType.float32, .int32, .int64, .int8, .uint8, .int16, .uint16, .uint32] {
      let operands = try [a, b].map { try Cast(to: type).evaluate([$0])[0] }
      try OperatorCheck(Compare(kind), operands).liteRT()
    }
  }

  @Test func boolsInLiteRT() throws {
    let operands = [Tensor.randomBools([3, 4]), Tensor.randomBools([4], seed: 2)]
    try OperatorCheck(Compare(.equal), operands).liteRT()
  }

  @Test(arguments: Compare.Kind.allCases) func nothingComparesWithNaN(_ kind: Compare.Kind) throws {
    let result = try Compare(kind).evaluate([Tensor(scalar: Float.nan), Tensor(scalar: Float.nan)])[0]
    #expect(result.elements(as: Bool.self) == [false])
  }

  @Test func constraints() {
    expectRefusal(Compare(.equal), [TensorType(.float32, [2]), TensorType(.int32, [2])], "C1")
    expectRefusal(Compare(.less), [TensorType(.bool, [2]), TensorType(.bool, [2])], "C1")
    expectRefusal(Compare(.less), [TensorType(.int8, [2]), TensorType(.int8, [3])], "C2")
  }
}
