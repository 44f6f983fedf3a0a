import EdgeIR
import EdgeOps
import EdgeTestSupport
import Testing

struct PReluTests {
  @Test(arguments: [
    [[3], [3]], [[2, 3], [1]], [[1, 4, 4, 3], [3]], [[1, 3, 4, 4], [3, 1, 1]], [[2, 3], []],
    [[2, 3, 4, 5, 2], [2]],
  ])
  func inLiteRT(_ shapes: [[Int]]) throws {
    let x = Tensor.random(shapes[0], of: Float.self)
    let slope = Tensor.random(shapes[1], of: Float.self, seed: 2)
    try OperatorCheck(PRelu(), [x, slope], constants: [1]).liteRT()
    try OperatorCheck(PRelu(), [x, slope]).liteRT()
  }

  @Test func constraints() {
    let x = TensorType(.float32, [2, 3])
    expectRefusal(PRelu(), [x, TensorType(.int32, [3])], "C1")
    expectRefusal(PRelu(), [x, TensorType(.float32, [2])], "C2")
    expectRefusal(PRelu(), [TensorType(.float32, [1]), x], "C2")
  }
}
