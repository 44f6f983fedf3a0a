import EdgeIR
import EdgeOps
import EdgeTestSupport
import Testing

struct LogicalTests {
  @Test(arguments: Logical.Kind.allCases, BinaryTests.shapes)
  func inLiteRT(_ kind: Logical.Kind, _ shapes: [[Int]]) throws {
    let operands = [Tensor.randomBools(shapes[0]), Tensor.randomBools(shapes[1], seed: 2)]
    try OperatorCheck(Logical(kind), operands).liteRT()
  }

  @Test func notInLiteRT() throws {
    try OperatorCheck(Not(), [Tensor.randomBools([2, 3])]).liteRT()
  }

  @Test func constraints() {
    expectRefusal(Logical(.and), [TensorType(.bool, [2]), TensorType(.int32, [2])], "C1")
    expectRefusal(Logical(.and), [TensorType(.bool, [2]), TensorType(.bool, [3])], "C2")
    expectRefusal(Not(), [TensorType(.int8, [2])], "C1")
  }
}
