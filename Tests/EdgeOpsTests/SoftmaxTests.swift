import EdgeIR
import EdgeOps
import EdgeTestSupport
import Testing

struct SoftmaxTests {
  /// LiteRT rounds the logarithm of the sum before subtracting it: an absolute error where the difference is small.
  private let tolerance = OperatorCheck.Tolerance(absolute: 1e-6)

  @Test(arguments: [[5], [2, 3], [2, 3, 4], [2, 3, 4, 5], [2, 1, 3, 2, 4]], [false, true])
  func everyAxisInLiteRT(_ shape: [Int], _ logarithmic: Bool) throws {
    let x = Tensor.random(shape, of: Float.self, in: -8...8)
    for axis in shape.indices {
      try OperatorCheck(Softmax(axis: axis, logarithmic: logarithmic), [x]).liteRT(tolerance)
    }
  }

  @Test func largeNumbers() throws {
    let x = Tensor([2, 3], [1000, 999, -1000, -1000, -1001, -1002] as [Float])
    try OperatorCheck(Softmax(axis: 1), [x]).liteRT()
    try OperatorCheck(Softmax(axis: 1, logarithmic: true), [x]).liteRT()
  }

  @Test func constraints() {
    expectRefusal(Softmax(axis: 0), [TensorType(.int32, [2])], "C1")
    expectRefusal(Softmax(axis: 2), [TensorType(.float32, [2, 3])], "C2")
    expectRefusal(Softmax(axis: 0), [TensorType(.float32, [])], "C2")
  }
}
