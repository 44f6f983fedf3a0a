import EdgeIR
import EdgeOps
import EdgeTestSupport
import Testing

struct FullyConnectedTests {
  @Test(arguments: [[5], [2, 5], [2, 3, 5], [2, 1, 3, 5]], [nil, Clamp.relu, Clamp(lower: -1, upper: 2)])
  func liteRT(_ shape: [Int], _ activation: Clamp?) throws {
    let x = Tensor.random(shape, of: Float.self)
    let weights = Tensor.random([4, 5], of: Float.self, seed: 2)
    let bias = Tensor.random([4], of: Float.self, seed: 3)
    let op = FullyConnected(activation: activation)
    let bound = OperatorCheck.Tolerance(relative: 1e-5, absolute: 1e-6)
    try OperatorCheck(op, [x, weights, bias], constants: [1, 2]).liteRT(bound)
    try OperatorCheck(op, [x, weights], constants: [1]).liteRT(bound)
    try OperatorCheck(op, [x, weights, bias]).liteRT(bound)
  }

  @Test func constraints() {
    func f32(_ shape: [Int]) -> TensorType { TensorType(.float32, shape) }
    let op = FullyConnected()
    expectRefusal(op, [TensorType(.int32, [2, 3]), TensorType(.int32, [4, 3])], "C1")
    expectRefusal(op, [f32([2, 3]), TensorType(.float64, [4, 3])], "C1")
    expectRefusal(op, [f32([]), f32([4, 3])], "C2")
    expectRefusal(op, [f32([2, 3]), f32([3])], "C2")
    expectRefusal(op, [f32([2, 3]), f32([3, 4])], "C3")
    expectRefusal(op, [f32([2, 3]), f32([4, 3]), f32([3])], "C4")
  }
}
