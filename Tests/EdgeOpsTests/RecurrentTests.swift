import EdgeIR
import EdgeOps
import EdgeSupport
import EdgeTestSupport
import ONNXFormat
import Testing

/// RNN, GRU and LSTM beyond ONNX's cases: a seeded grid of variants against ONNX Runtime, and the edges.
struct RecurrentTests {
  static let names = ["RNN", "GRU", "LSTM"]

  @Test(arguments: names, ["forward", "reverse", "bidirectional"])
  func agreesWithONNXRuntime(_ name: String, _ direction: String) throws {
    for seed in 0..<12 {
      let variant = RecurrentVariant(name, direction, seed: UInt64(seed))
      let expected = try ONNXOracle.run(
        name, opset: 14, attributes: variant.attributes, variant.inputs, outputs: variant.outputCount)
      let run = try ONNXNodeRun(
        name, opset: 14, attributes: variant.attributes.map(\.onnx), variant.inputs,
        outputs: variant.outputCount)
      for (index, pair) in zip(run.outputs, expected).enumerated() {
        let tolerance = OperatorCheck.Tolerance(relative: 1e-5, absolute: 2e-6)
        #expect(throws: Never.self, "seed \(seed): \(variant.attributes)") {
          try OperatorCheck.compare(pair.0, pair.1, tolerance, output: index)
        }
      }
    }
  }

  @Test(arguments: names) func sequencesFirst(_ name: String) throws {
    let variant = RecurrentVariant(name, "bidirectional", seed: 3)
    let layout = ONNXAttribute(name: "layout", value: .int(1))
    func swapped(_ tensor: Tensor?) throws -> Tensor? {
      try tensor.map { try Transpose(permutation: [1, 0, 2]).evaluate([$0])[0] }
    }
    var inputs = variant.inputs
    for index in [0, 5, 6] where index < inputs.count { inputs[index] = try swapped(inputs[index]) }
    let attributes = variant.attributes.map(\.onnx)
    let count = variant.outputCount
    let plain = try ONNXNodeRun(name, opset: 14, attributes: attributes, variant.inputs, outputs: count)
    let run = try ONNXNodeRun(name, opset: 14, attributes: attributes + [layout], inputs, outputs: count)
    let y = try Transpose(permutation: [2, 0, 1, 3]).evaluate([plain.outputs[0]])[0]
    try OperatorCheck.compare(run.outputs[0], y)
    for index in 1..<count {
      try OperatorCheck.compare(run.outputs[index], #require(try swapped(plain.outputs[index])))
    }
  }

  /// Every activation in C, with reversed sequences of several lengths and a state that is given.
  @Test(arguments: RecurrentActivation.Kind.allCases)
  func activationsInC(_ kind: RecurrentActivation.Kind) throws {
    let activation = RecurrentActivation(kind, alpha: 0.25, beta: 0.5)
    let inputs: [Tensor?] = [
      .random([4, 3, 5], of: Float.self), .random([6, 5], of: Float.self, in: -0.5...0.5, seed: 2),
      .random([6, 6], of: Float.self, in: -0.5...0.5, seed: 3), nil, Tensor([3], [4, 0, 2] as [Int32]),
      .random([3, 6], of: Float.self, seed: 4),
    ]
    let tolerance = OperatorCheck.Tolerance(relative: 1e-5, absolute: 1e-5)
    try OperatorCheck(RNN(isReversed: true, activation: activation), inputs).generatedC(tolerance)
  }

  @Test(arguments: [false, true]) func gatesInC(_ flag: Bool) throws {
    let tolerance = OperatorCheck.Tolerance(relative: 1e-5, absolute: 1e-6)
    func inputs(gates: Int, hidden: Int) -> [Tensor?] {
      [
        .random([4, 2, 5], of: Float.self), .random([gates * hidden, 5], of: Float.self, seed: 2),
        .random([gates * hidden, hidden], of: Float.self, in: -1...1, seed: 3),
        .random([2 * gates * hidden], of: Float.self, seed: 4), Tensor([2], [3, 4] as [Int32]),
        .random([2, hidden], of: Float.self, seed: 5),
      ]
    }
    let gru = GRU(isReversed: flag, yieldsSequence: !flag, clip: 2, resetsAfterProduct: flag)
    try OperatorCheck(gru, inputs(gates: 3, hidden: 7), constants: [1, 2, 3]).generatedC(tolerance)
    let lstm = LSTM(isReversed: flag, yieldsSequence: !flag, clip: 2, couplesGates: flag)
    let own: [Tensor?] = [.random([2, 7], of: Float.self, seed: 6), .random([21], of: Float.self, seed: 7)]
    try OperatorCheck(lstm, inputs(gates: 4, hidden: 7) + own, constants: [1, 2, 3]).generatedC(tolerance)
    try OperatorCheck(lstm, Array(inputs(gates: 4, hidden: 7)[..<3])).generatedC(tolerance)
  }

  /// Before opset 7 `output_sequence` is there, and GRU misspells its default direction.
  @Test func opsetsBefore7() throws {
    let variant = RecurrentVariant("GRU", "forward", seed: 1)
    let newer = try ONNXNodeRun("GRU", opset: 14, variant.inputs, outputs: 2)
    let older = try ONNXNodeRun(
      "GRU", opset: 1,
      attributes: [
        ONNXAttribute(name: "output_sequence", value: .int(1)),
        ONNXAttribute(name: "direction", value: .string(Array("foward".utf8))),
      ], variant.inputs, outputs: 2)
    for (a, b) in zip(older.outputs, newer.outputs) { #expect(a.isIdentical(to: b)) }
  }

  @Test func defaultsOfActivations() throws {
    let inputs: [Tensor] = [
      .random([1, 1, 2], of: Float.self), .random([1, 3, 2], of: Float.self, seed: 2),
      .random([1, 3, 3], of: Float.self, seed: 3),
    ]
    func run(_ attributes: [ONNXOracle.Attribute]) throws -> Tensor {
      try ONNXNodeRun("RNN", opset: 14, attributes: attributes.map(\.onnx), inputs).outputs[0]
    }
    for (name, alpha, beta) in [("LeakyRelu", 0.01, nil), ("HardSigmoid", 0.2, 0.5), ("Elu", 1, nil)]
      as [(String, Float, Float?)]
    {
      let names = ONNXOracle.Attribute("activations", .strings([name]))
      let explicit =
        [names, .init("activation_alpha", .floats([alpha]))]
        + (beta.map { [.init("activation_beta", .floats([$0]))] } ?? [])
      #expect(try run([names]).isIdentical(to: run(explicit)))
    }
  }

  @Test(
    arguments: [
      [.init("activations", .strings(["Mish"]))], [.init("activations", .strings([]))],
      [.init("activations", .strings(["ScaledTanh"]))], [.init("hidden_size", .int(4))],
      [.init("direction", .string("bidirectional"))], [.init("direction", .string("up"))],
      [.init("clip", .float(-1))], [.init("activation_alpha", .floats([1]))],
    ] as [[ONNXOracle.Attribute]])
  func refusedAttributes(_ attributes: [ONNXOracle.Attribute]) {
    let inputs: [Tensor] = [
      .random([2, 1, 2], of: Float.self), .random([1, 3, 2], of: Float.self),
      .random([1, 3, 3], of: Float.self),
    ]
    #expect(throws: DiagnosticsError.self) {
      try ONNXNodeRun("RNN", opset: 14, attributes: attributes.map(\.onnx), inputs)
    }
  }

  @Test func constraints() {
    let x = TensorType(.float32, [4, 2, 5])
    let (w, r) = (TensorType(.float32, [12, 5]), TensorType(.float32, [12, 3]))
    let lengths = TensorType(.int32, [2])
    expectRefusal(LSTM(), [x, w, TensorType(.float64, [12, 3])], "C1")
    expectRefusal(LSTM(), [TensorType(.int32, [4, 2, 5]), w, r], "C1")
    expectRefusal(LSTM(), [TensorType(.float32, [4, 5]), w, r], "C2")
    expectRefusal(LSTM(), [x, TensorType(.float32, [12, 4]), r], "C2")
    expectRefusal(GRU(), [x, w, r], "C2")
    expectRefusal(LSTM(), [x, w, r, TensorType(.float32, [12])], "C3")
    expectRefusal(LSTM(), [x, w, r, nil, lengths, TensorType(.float32, [3, 2])], "C3")
    expectRefusal(LSTM(), [x, w, r, nil, nil, nil, nil, TensorType(.float32, [12])], "C3")
    expectRefusal(LSTM(), [x, w, r, nil, TensorType(.int64, [2])], "C4")
    expectRefusal(LSTM(), [x, w, r, nil, TensorType(.int32, [4])], "C4")
  }

  @Test(arguments: [-1, 3] as [Int32]) func lengthsOutOfRange(_ length: Int32) {
    let inputs: [Tensor?] = [
      .random([2, 1, 2], of: Float.self), .random([3, 2], of: Float.self), .random([3, 3], of: Float.self),
      nil, Tensor([1], [length]),
    ]
    #expect(throws: OperatorError.self) { try RNN().evaluate(inputs) }
  }
}
