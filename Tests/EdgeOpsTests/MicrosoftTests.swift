import EdgeIR
import EdgeOps
import EdgeSupport
import EdgeTestSupport
import ONNXFormat
import Testing

/// Operators of ONNX Runtime's own domain, compared with ONNX Runtime.
struct MicrosoftTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var operatorType: String
    var attributes: [ONNXAttribute] = []
    var inputs: [Tensor?]
    var outputs = 1
    var testDescription: String { "\(operatorType) \(attributes.map(\.name)) of \(inputs.count)" }
  }

  private static func f32(_ shape: Int...) -> Tensor {
    .random(shape, of: Float.self, in: -2...2, seed: UInt64(shape.reduce(7) { $0 * 31 + $1 }))
  }

  private static func int(_ name: String, _ value: Int64) -> ONNXAttribute {
    ONNXAttribute(name: name, value: .int(value))
  }

  private static func text(_ name: String, _ value: String) -> ONNXAttribute {
    ONNXAttribute(name: name, value: .string(Array(value.utf8)))
  }

  private static let mask = Tensor([2, 4], [1, 1, 1, 0, 1, 1, 1, 1] as [Int32])
  private static let heads = int("num_heads", 2)

  private static let cases: [Case] = [
    .init(operatorType: "Gelu", inputs: [f32(2, 5)]),
    .init(operatorType: "FastGelu", inputs: [f32(2, 5), f32(5)]),
    .init(operatorType: "BiasGelu", inputs: [f32(2, 5), f32(5)]),
    .init(operatorType: "QuickGelu", inputs: [f32(2, 5)]),
    .init(
      operatorType: "FusedMatMul",
      attributes: [int("transA", 1), ONNXAttribute(name: "alpha", value: .float(0.5))],
      inputs: [f32(2, 4, 3), f32(2, 4, 5)]),
    .init(
      operatorType: "FusedMatMul", attributes: [int("transBatchA", 1), int("transA", 1)],
      inputs: [f32(4, 2, 3), f32(2, 4, 5)]),
    .init(
      operatorType: "FusedGemm",
      attributes: [
        text("activation", "LeakyRelu"), ONNXAttribute(name: "activation_alpha", value: .float(0.3)),
      ], inputs: [f32(2, 3), f32(3, 4), f32(4)]),
    .init(
      operatorType: "FusedConv",
      attributes: [
        text("activation", "HardSigmoid"),
        ONNXAttribute(name: "activation_params", value: .floats([0.3, 0.4])),
      ], inputs: [f32(1, 2, 5, 5), f32(3, 2, 3, 3), f32(3)]),
    .init(
      operatorType: "FusedConv", attributes: [text("activation", "Relu")],
      inputs: [f32(1, 2, 5, 5), f32(3, 2, 3, 3), f32(3), f32(1, 3, 3, 3)]),
    .init(operatorType: "SkipLayerNormalization", inputs: [f32(2, 3, 8), f32(3, 8), f32(8), f32(8), f32(8)]),
    .init(operatorType: "SkipSimplifiedLayerNormalization", inputs: [f32(2, 3, 8), f32(2, 3, 8), f32(8)]),
    .init(operatorType: "Attention", attributes: [heads], inputs: [f32(2, 4, 6), f32(6, 24), f32(24), mask]),
    .init(
      operatorType: "Attention", attributes: [heads, int("unidirectional", 1)],
      inputs: [f32(2, 2, 6), f32(6, 24), f32(24), nil, f32(2, 2, 2, 3, 4)], outputs: 2),
    .init(
      operatorType: "Attention", attributes: [heads],
      inputs: [f32(2, 4, 6), f32(6, 24), f32(24), Tensor([4], [4, 3, 1, 0] as [Int32])]),
    .init(
      operatorType: "MultiHeadAttention", attributes: [heads],
      inputs: [f32(2, 3, 8), f32(2, 4, 8), f32(2, 4, 12), f32(28), mask]),
    .init(
      operatorType: "RotaryEmbedding", inputs: [f32(2, 3, 16), Tensor([1], [Int64(2)]), f32(6, 4), f32(6, 4)]),
  ]

  @Test(arguments: cases) func agreesWithONNXRuntime(_ value: Case) throws {
    try ONNXNodeRun(
      value.operatorType, domain: "com.microsoft", opset: 17, attributes: value.attributes, value.inputs,
      outputs: value.outputs
    ).matchesRuntime()
  }

  /// Rows of 40 numbers end in the middle of their third block.
  @Test(arguments: [4, 8], [false, true]) func blockQuantizedWeights(_ bits: Int, hasZeroPoints: Bool) throws
  {
    let weights = Tensor.random([5, 3, 16 * bits / 8], of: UInt8.self, in: 0...255)
    let scales = Tensor.random([15], of: Float.self, in: 0.1...1)
    let zeroPoints = Tensor.random([5 * ((3 * bits + 7) / 8)], of: UInt8.self, in: 0...255)
    let sizes = [("K", 40), ("N", 5), ("bits", bits), ("block_size", 16)]
    try ONNXNodeRun(
      "MatMulNBits", domain: "com.microsoft", opset: 17,
      attributes: sizes.map { Self.int($0.0, Int64($0.1)) },
      [Self.f32(2, 40), weights, scales] + (hasZeroPoints ? [zeroPoints] : []),
      constants: hasZeroPoints ? [1, 2, 3] : [1, 2]
    ).matchesRuntime(.init(relative: 1e-4, absolute: 1e-3))
  }

  private static let refused: [(Case, String)] = [
    (
      .init(
        operatorType: "FusedGemm", attributes: [text("activation", "Swish")], inputs: [f32(2, 3), f32(3, 4)]),
      "'Swish' is not supported"
    ),
    (
      .init(
        operatorType: "MatMulNBits",
        attributes: [int("K", 32), int("N", 5), int("bits", 3), int("block_size", 16)],
        inputs: [f32(2, 32), f32(5), f32(5)]), "expected 2, 4 or 8"
    ),
    (.init(operatorType: "Attention", inputs: [f32(2, 4, 6), f32(6, 24)]), "num_heads"),
    (
      .init(
        operatorType: "Attention", attributes: [heads],
        inputs: [f32(2, 4, 6), f32(6, 24), nil, Tensor([2, 3], [Int32](repeating: 1, count: 6))]),
      "a mask of shape"
    ),
  ]

  @Test(arguments: refused) func refusal(_ value: Case, _ problem: String) {
    let error = #expect(throws: DiagnosticsError.self) {
      try ONNXNodeRun(
        value.operatorType, domain: "com.microsoft", opset: 17, attributes: value.attributes, value.inputs)
    }
    let message = error?.diagnostics.first?.message ?? ""
    #expect(message.contains(problem), "\(message)")
  }
}
