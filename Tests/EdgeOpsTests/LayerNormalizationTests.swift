import EdgeIR
import EdgeOps
import EdgeTestSupport
import ONNXFormat
import Testing

struct LayerNormalizationTests {
  private static let kinds: [LayerNormalization.Kind] = [.standard, .rootMeanSquare]

  @Test(arguments: kinds, [(1, [2, 5]), (2, [3, 1, 300]), (0, [4, 3])])
  func blocksInGeneratedC(_ kind: LayerNormalization.Kind, _ block: (axis: Int, shape: [Int])) throws {
    let op = LayerNormalization(kind, axis: block.axis, epsilon: 1e-5)
    let parameters = Array(block.shape[block.axis...])
    let x = Tensor.random(block.shape, of: Float.self, in: 90...100)
    let scale = Tensor.random(parameters, of: Float.self, in: -1...1)
    let bias = Tensor.random(parameters, of: Float.self, in: -1...1)
    let tolerance = OperatorCheck.Tolerance(relative: 1e-5, absolute: 1e-4)
    for inputs in [[x], [x, scale], [x, nil, bias], [x, scale, bias]] {
      try OperatorCheck(op, inputs).generatedC(tolerance)
    }
    let doubles = [block.shape, parameters, parameters].map { Tensor.random($0, of: Double.self) }
    try OperatorCheck(op, doubles).generatedC(.init(relative: 1e-12, absolute: 1e-12))
  }

  @Test func emptyBlocks() throws {
    let x = Tensor([2, 0], [Float]())
    try OperatorCheck(LayerNormalization(axis: 1, epsilon: 0), [x]).generatedC()
  }

  /// A scale for each row does not fit into a block of columns.
  @Test func scalesOfAnyShapeThatBroadcasts() throws {
    let x = Tensor([2, 2], [1, 3, 10, 30] as [Float])
    let scale = Tensor([2, 1], [1, 2] as [Float])
    let bias = Tensor([1], [5] as [Float])
    let attributes = [ONNXAttribute(name: "epsilon", value: .float(0))]
    let run = try ONNXNodeRun(
      "LayerNormalization", opset: 17, attributes: attributes, [x, scale, bias], outputs: 3)
    #expect(run.outputs[0].elements(as: Float.self) == [4, 6, 3, 7])
    #expect(run.outputs[1].isIdentical(to: Tensor([2, 1], [2, 20] as [Float])))
    #expect(run.outputs[2].isIdentical(to: Tensor([2, 1], [1, 0.1] as [Float])))
  }

  @Test func constraints() {
    let op = LayerNormalization(axis: 1, epsilon: 0)
    let x = TensorType(.float32, [2, 3])
    expectRefusal(op, [TensorType(.int32, [2, 3])], "C1")
    expectRefusal(op, [x, TensorType(.float64, [3])], "C1")
    expectRefusal(LayerNormalization(axis: 2, epsilon: 0), [x], "C2")
    expectRefusal(op, [x, TensorType(.float32, [2, 3])], "C3")
    expectRefusal(op, [x, nil, TensorType(.float32, [1])], "C3")
    expectRefusal(LayerNormalization(axis: 1, epsilon: -1), [x], "C4")
  }
}
