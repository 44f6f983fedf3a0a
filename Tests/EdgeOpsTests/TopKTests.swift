import EdgeIR
import EdgeOps
import EdgeTestSupport
import Testing

/// What ONNX's node tests leave out: ties, NaN, inner axes, nothing asked for.
struct TopKTests {
  @Test(arguments: [0, 1, 5], [true, false]) func tiesAndNaNInC(_ k: Int, _ isLargest: Bool) throws {
    let x = Tensor([2, 5], [Float](arrayLiteral: 1, .nan, 1, 3, .nan, 2, 2, -0.0, 0, 2))
    let check = TopK(axis: 1, k: k, isLargest: isLargest)
    let positions = try check.evaluate([x])[1].elements(as: Int64.self)
    let expected: [Int64] = isLargest ? [1, 4, 3, 0, 2, 0, 1, 4, 2, 3] : [0, 2, 3, 1, 4, 2, 3, 0, 1, 4]
    #expect(positions == Array(expected[..<k]) + Array(expected[5..<5 + k]))
    try OperatorCheck(check, [x]).generatedC()
  }

  @Test(arguments: 0..<3) func everyAxisInC(_ axis: Int) throws {
    let few = Tensor.random([4, 5, 6], of: Int32.self, in: -3...3)
    try OperatorCheck(TopK(axis: axis, k: 3, isLargest: true), [few]).generatedC()
    try OperatorCheck(TopK(axis: axis, k: 4, isLargest: false), [few]).generatedC()
  }

  @Test func constraints() {
    expectRefusal(TopK(axis: 0, k: 1, isLargest: true), [TensorType(.bool, [2])], "C1")
    expectRefusal(TopK(axis: 0, k: 3, isLargest: true), [TensorType(.float32, [2])], "C2")
    expectRefusal(TopK(axis: 0, k: -1, isLargest: true), [TensorType(.float32, [2])], "C2")
    expectRefusal(TopK(axis: 1, k: 1, isLargest: true), [TensorType(.float32, [2])], "C2")
  }
}
