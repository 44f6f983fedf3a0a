import EdgeIR
import EdgeOps
import EdgeSupport
import EdgeTestSupport
import ONNXFormat
import Testing

/// Compositions that no case of ONNX's covers, on numbers worked out by hand.
struct CompositionTests {
  private let a = Tensor([2, 2], [0, 0, 3, 4] as [Float])
  private let b = Tensor([3, 2], [0, 0, 3, 4, 6, 8] as [Float])

  @Test(arguments: [("sqeuclidean", [0, 25, 100, 25, 0, 25]), ("euclidean", [0, 5, 10, 5, 0, 5])])
  func distances(_ metric: String, _ expected: [Float]) throws {
    let run = try ONNXNodeRun(
      "CDist", domain: "com.microsoft", opset: 1,
      attributes: [ONNXAttribute(name: "metric", value: .string(Array(metric.utf8)))], [a, b])
    #expect(run.outputs[0].isIdentical(to: Tensor([2, 3], expected)))
  }

  @Test func otherDistancesAreRefused() {
    let cosine = ONNXAttribute(name: "metric", value: .string(Array("cosine".utf8)))
    #expect(throws: DiagnosticsError.self) {
      try ONNXNodeRun("CDist", domain: "com.microsoft", opset: 1, attributes: [cosine], [a, b])
    }
    #expect(throws: DiagnosticsError.self) {
      try ONNXNodeRun("CDist", domain: "com.microsoft", opset: 1, [a, b.reshaped([2, 3])])
    }
  }

  @Test func gatedUnits() throws {
    let gate = try Unary(.swish(alpha: 2)).evaluate([a])[0]
    let expected = try Binary(.multiply).evaluate([gate, a])[0]
    let alpha = ONNXAttribute(name: "alpha", value: .float(2))
    try OperatorCheck.compare(
      ONNXNodeRun("SwiGLU", opset: 28, attributes: [alpha], [a, a]).outputs[0], expected)
    #expect(throws: DiagnosticsError.self) {
      try ONNXNodeRun("SwiGLU", opset: 28, [a, b])
    }
  }
}
