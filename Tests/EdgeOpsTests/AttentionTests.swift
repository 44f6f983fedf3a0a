import EdgeIR
import EdgeOps
import EdgeSupport
import EdgeTestSupport
import ONNXFormat
import Testing

/// What ONNX's node tests leave out.
struct AttentionTests {
  struct Refused: Sendable, CustomTestStringConvertible {
    var operatorType: String
    var attributes: [ONNXAttribute] = []
    var shapes: [[Int]?]
    var problem: String
    var testDescription: String { "\(operatorType): \(problem)" }
  }

  private static func int(_ name: String, _ value: Int64) -> ONNXAttribute {
    ONNXAttribute(name: name, value: .int(value))
  }

  private static let heads = [1, 2, 3, 4]
  private static let sizes = [int("q_num_heads", 2), int("kv_num_heads", 2)]
  private static let rule = ONNXAttribute(name: "update_rule", value: .string(Array("linear".utf8)))

  private static let refused: [Refused] = [
    .init(operatorType: "Attention", shapes: [heads, heads, [1, 2, 4, 4]], problem: "fit together"),
    .init(operatorType: "Attention", shapes: [[1, 3, 3, 4], heads, heads], problem: "fit together"),
    .init(operatorType: "Attention", shapes: [[1, 3, 8], heads, heads], problem: "all of rank 3"),
    .init(operatorType: "Attention", shapes: [[1, 3, 8], [1, 3, 8], [1, 3, 8]], problem: "are required"),
    .init(
      operatorType: "Attention", attributes: [int("q_num_heads", 3), int("kv_num_heads", 2)],
      shapes: [[1, 3, 8], [1, 3, 8], [1, 3, 8]], problem: "a multiple of 3 heads"),
    .init(operatorType: "Attention", shapes: [heads, heads, heads, [3, 5]], problem: "expected a mask"),
    .init(operatorType: "Attention", shapes: [heads, heads, heads, nil, heads], problem: "together"),
    .init(
      operatorType: "Attention", attributes: [int("qk_matmul_output_mode", 4)],
      shapes: [heads, heads, heads],
      problem: "expected 0 to 3"),
    .init(
      operatorType: "Attention", attributes: [int("softmax_precision", 16)], shapes: [heads, heads, heads],
      problem: "softmax_precision"),
    .init(operatorType: "RotaryEmbedding", shapes: [[1, 3, 8], [3, 2], [3, 2]], problem: "num_heads"),
    .init(operatorType: "RotaryEmbedding", shapes: [heads, [1, 3, 3], [1, 3, 3]], problem: "cosines"),
    .init(
      operatorType: "RotaryEmbedding", attributes: [int("rotary_embedding_dim", 3)],
      shapes: [heads, [1, 3, 1], [1, 3, 1]], problem: "even number"),
    .init(
      operatorType: "LinearAttention", attributes: [int("q_num_heads", 3), int("kv_num_heads", 2)],
      shapes: [[1, 3, 8], [1, 3, 8], [1, 3, 8]], problem: "multiple"),
    .init(
      operatorType: "LinearAttention", attributes: sizes, shapes: [[1, 3, 8], [1, 3, 8], [1, 3, 8]],
      problem: "expects a decay"),
    .init(
      operatorType: "LinearAttention", attributes: sizes + [rule],
      shapes: [[1, 3, 8], [1, 3, 8], [1, 4, 8]], problem: "fit together"),
    .init(
      operatorType: "LinearAttention", attributes: sizes + [rule],
      shapes: [[1, 513, 8], [1, 513, 8], [1, 513, 8]], problem: "longer than 512"),
    .init(
      operatorType: "LinearAttention", attributes: sizes + [rule],
      shapes: [[1, 3, 8], [1, 3, 8], [1, 3, 8], [1, 2, 4, 5]], problem: "past state"),
    .init(operatorType: "CausalConvWithState", shapes: [[1, 3, 8], [2, 1, 4]], problem: "weights [C,1,K]"),
    .init(
      operatorType: "CausalConvWithState", shapes: [[1, 3, 8], [3, 1, 4], nil, [1, 3, 4]],
      problem: "3 positions"),
  ]

  @Test(arguments: refused) func refusal(_ value: Refused) throws {
    let inputs = value.shapes.map { $0.map { Tensor.random($0, of: Float.self) } }
    let error = #expect(throws: DiagnosticsError.self) {
      try ONNXNodeRun(value.operatorType, opset: 27, attributes: value.attributes, inputs)
    }
    let message = error?.diagnostics.first?.message ?? ""
    #expect(message.contains(value.problem), "\(message)")
  }

  /// The matrix product sees every key once, however many query heads read it.
  @Test func groupedQueriesRepeatNothing() throws {
    let query = Tensor.random([1, 6, 3, 4], of: Float.self)
    let key = Tensor.random([1, 2, 5, 4], of: Float.self)
    let run = try ONNXNodeRun("Attention", opset: 23, [query, key, key])
    let names = run.graph.nodes.map(\.operator.name)
    #expect(names.filter { $0 != "Reshape" } == ["Binary", "Transpose", "MatMul", "Softmax", "MatMul"])
  }

  /// A single query at the end of its past sees everything.
  @Test func causalMasksThatHideNothing() throws {
    let query = Tensor.random([1, 2, 1, 4], of: Float.self)
    let past = Tensor.random([1, 2, 5, 4], of: Float.self)
    let run = try ONNXNodeRun(
      "Attention", opset: 23, attributes: [Self.int("is_causal", 1)], [query, query, query, nil, past, past])
    #expect(!run.graph.nodes.contains { $0.operator.name == "Where" })
  }
}
