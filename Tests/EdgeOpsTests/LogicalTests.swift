import EdgeIR
import EdgeOps
import EdgeTestSupport
import Testing

struct LogicalTests {
  @Test(arguments: [Logical.Kind.and, .or, .xor], BinaryTests.shapes)
  func inLiteRT(_ kind: Logical.Kind, _ shapes: [[Int]]) throws {
    let operands = [Tensor.randomBools(shapes[0]), Tensor.randomBools(shapes[1], seed: 2)]
    try OperatorCheck(Logical(kind), operands).liteRT()
  }

  @Test func notInLiteRT() throws {
    try OperatorCheck(Not(), [Tensor.randomBools([2, 3])]).liteRT()
  }

  @Test func bitsInC() throws {
    var batch = OperatorsInC()
    for type in ElementType.allCases where type.isInteger {
      let a = try Cast(to: type).evaluate([Tensor([5], [-1, 77, 0, 1, -128] as [Int64])])[0]
      let b = try Cast(to: type).evaluate([Tensor([2, 1], [3, 64] as [Int64])])[0]
      try batch.add(Not(), [a])
      for kind in Logical.Kind.allCases { try batch.add(Logical(kind), [a, b]) }
    }
    try batch.check()
  }

  @Test func constraints() {
    expectRefusal(Logical(.and), [TensorType(.bool, [2]), TensorType(.int32, [2])], "C1")
    expectRefusal(Logical(.and), [TensorType(.bool, [2]), TensorType(.bool, [3])], "C2")
    expectRefusal(Logical(.or), [TensorType(.float32, [2]), TensorType(.float32, [2])], "C1")
    let bools = TensorType(.bool, [2])
    expectRefusal(Logical(.shiftLeft), [bools, bools], "C3")
    expectRefusal(Not(), [TensorType(.float32, [2])], "C1")
  }
}
