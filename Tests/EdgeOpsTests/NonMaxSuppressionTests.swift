import EdgeIR
import EdgeOps
import EdgeTestSupport
import Testing

/// What ONNX's node tests leave out: ties, NaN scores, absent inputs, a number of boxes that is computed.
struct NonMaxSuppressionTests {
  private let boxes = Tensor.random([2, 12, 4], of: Float.self, in: 0...1)
  private let scores = Tensor.random([2, 3, 12], of: Float.self, in: 0...1)

  @Test(arguments: [false, true], [0, 2, 12]) func randomBoxesInC(_ isCentered: Bool, _ most: Int) throws {
    let op = NonMaxSuppression(limit: 12, isCentered: isCentered)
    let count = Tensor([1], [Int64(most)])
    let (overlap, threshold) = (Tensor([1], [Float(0.3)]), Tensor(scalar: Float(0.4)))
    try OperatorCheck(op, [boxes, scores, count, overlap, threshold]).generatedC()
    try OperatorCheck(op, [boxes, scores, count, nil, threshold]).generatedC()
    try OperatorCheck(op, [boxes, scores, count]).generatedC()
    try OperatorCheck(op, [boxes, scores]).generatedC()
  }

  /// Of equal scores the first box is better; NaN is worst; boxes without area suppress nothing.
  @Test func tiesInC() throws {
    let square: [Float] = [0, 0, 1, 1]
    let boxes = Tensor([1, 5, 4], square + square + [2, 2, 2, 3] + [2, 2, 2, 3] + [5, 5, 4, 4])
    let scores = Tensor([1, 1, 5], [Float](arrayLiteral: 0.5, 0.5, 0.5, 0.5, .nan))
    let op = NonMaxSuppression(limit: 5, isCentered: false)
    let inputs = [boxes, scores, Tensor([1], [Int64(9)])]
    try OperatorCheck(op, inputs).generatedC()
    let results = try op.evaluate(inputs)
    #expect(results[1].integers() == [4])
    #expect(results[0].elements(as: Int64.self) == [0, 0, 0, 0, 0, 2, 0, 0, 3, 0, 0, 4, 0, 0, 0])
  }

  @Test func constraints() {
    let (boxes, scores) = (TensorType(.float32, [1, 6, 4]), TensorType(.float32, [1, 2, 6]))
    let op = NonMaxSuppression(limit: 6, isCentered: false)
    expectRefusal(op, [TensorType(.float32, [1, 6, 5]), scores], "C1")
    expectRefusal(op, [boxes, TensorType(.float32, [1, 2, 5])], "C1")
    expectRefusal(op, [TensorType(.float64, [1, 6, 4]), scores], "C1")
    expectRefusal(op, [boxes, scores, TensorType(.int32, [1])], "C2")
    expectRefusal(op, [boxes, scores, nil, TensorType(.float32, [2])], "C2")
    expectRefusal(NonMaxSuppression(limit: 7, isCentered: false), [boxes, scores], "C3")
  }
}
