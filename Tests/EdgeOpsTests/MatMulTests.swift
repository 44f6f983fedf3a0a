import EdgeIR
import EdgeOps
import EdgeTestSupport
import Testing

struct MatMulTests {
  @Test(arguments: [
    ([2, 3], [3, 4]), ([2, 2, 3], [3, 4]), ([2, 2, 3], [2, 3, 4]), ([3, 1, 2, 3], [2, 3, 4]),
    ([1, 2, 2, 3], [3, 2, 3, 1]),
  ])
  func liteRT(_ a: [Int], _ b: [Int]) throws {
    try OperatorCheck(
      MatMul(), [Tensor.random(a, of: Float.self), Tensor.random(b, of: Float.self, seed: 2)]
    ).liteRT(.init(relative: 1e-5, absolute: 1e-6))
  }

  @Test func integersWrap() throws {
    let a = Tensor([1, 2], [Int32.max, 1])
    let b = Tensor([2, 1], [2, 5] as [Int32])
    #expect(try MatMul().evaluate([a, b])[0].elements(as: Int32.self) == [3])
  }

  @Test func constraints() {
    func f32(_ shape: [Int]) -> TensorType { TensorType(.float32, shape) }
    expectRefusal(MatMul(), [f32([2, 3]), TensorType(.int32, [3, 4])], "C1")
    expectRefusal(MatMul(), [f32([3]), f32([3, 4])], "C2")
    expectRefusal(MatMul(), [f32([2, 3]), f32([2, 3])], "C3")
    expectRefusal(MatMul(), [f32([2, 2, 3]), f32([3, 3, 4])], "C4")
  }
}
