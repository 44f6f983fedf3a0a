import EdgeIR
import EdgeOps
import EdgeTestSupport
import Testing

struct DeterminantTests {
  /// Rows must be swapped; nothing is left to divide by; nothing at all.
  @Test func values() throws {
    let swapped = Tensor([3, 3], [0, 2, 1, 3, 1, 2, 1, 0, 4] as [Double])
    let singular = Tensor([3, 3], [1, 2, 3, 2, 4, 6, 5, 7, 9] as [Double])
    for (matrix, expected) in [(swapped, -21), (singular, 0), (Tensor([0, 0], [Double]()), 1)] {
      let result = try Determinant().evaluate([matrix])[0]
      try OperatorCheck.compare(result, Tensor(scalar: Double(expected)))
    }
  }

  @Test(arguments: [[1, 1], [4, 4], [2, 3, 7, 7], [2, 0, 0], [0, 3, 3]])
  func generatedC(_ shape: [Int]) throws {
    try OperatorCheck(Determinant(), [Tensor.random(shape, of: Float.self)]).generatedC()
    try OperatorCheck(Determinant(), [Tensor.random(shape, of: Double.self)]).generatedC()
  }

  @Test func constraints() {
    expectRefusal(Determinant(), [TensorType(.int32, [2, 2])], "C1")
    expectRefusal(Determinant(), [TensorType(.float32, [2, 3])], "C2")
    expectRefusal(Determinant(), [TensorType(.float32, [2])], "C2")
  }
}
