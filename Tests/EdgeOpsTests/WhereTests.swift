import EdgeIR
import EdgeOps
import EdgeTestSupport
import Testing

struct WhereTests {
  @Test(arguments: [
    [[], [], []], [[3], [3], [3]], [[2, 3], [3], []], [[2, 1], [1, 3], [2, 3]], [[1], [2, 3, 4], [4]],
    [[2, 3, 4, 5, 2], [2], []], [[2, 1, 2, 1, 1], [2, 3, 2, 2, 2], [1]],
  ])
  func inLiteRT(_ shapes: [[Int]]) throws {
    let condition = Tensor.randomBools(shapes[0])
    let a = Tensor.random(shapes[1], of: Float.self)
    let b = Tensor.random(shapes[2], of: Float.self, seed: 2)
    for type in [ElementType.float32, .int8, .int16, .int32, .int64, .uint8, .bool] {
      let branches = try [a, b].map { try Cast(to: type).evaluate([$0])[0] }
      try OperatorCheck(Where(), [condition] + branches).liteRT()
    }
  }

  @Test func constraints() {
    let (bools, floats) = (TensorType(.bool, [2]), TensorType(.float32, [2]))
    expectRefusal(Where(), [floats, floats, floats], "C1")
    expectRefusal(Where(), [bools, floats, TensorType(.int8, [2])], "C2")
    expectRefusal(Where(), [bools, floats, TensorType(.float32, [3])], "C3")
  }
}
