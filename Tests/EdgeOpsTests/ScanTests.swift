import EdgeIR
import EdgeSupport
import EdgeTestSupport
import ONNXFormat
import Testing

@Suite struct ScanTests {
  /// s' = s + a; o = s' * b, where a and b are slices of the scan inputs.
  private let body = ONNXGraph(
    [ONNXNode("Add", ["s", "a"], ["s2"]), ONNXNode("Mul", ["s2", "b"], ["o"])], inputs: ["s", "a", "b"],
    outputs: ["s2", "o"])

  private func scan(_ inputs: [String], _ attributes: [(String, [Int64])]) -> ONNXNode {
    ONNXNode(
      "Scan", inputs, ["y", "o"], name: "scan",
      [ONNXAttribute(name: "num_scan_inputs", value: .int(2))]
        + attributes.map { ONNXAttribute(name: $0.0, value: .ints($0.1)) }, graphs: [("body", body)])
  }

  /// The same in plain Swift, on sequences of length n of two numbers: steps in order, `x[t][k]`.
  private func expected(_ a: [[Float]], _ b: [[Float]]) -> (state: [Float], outputs: [[Float]]) {
    var s: [Float] = [0, 0]
    var outputs: [[Float]] = []
    for (a, b) in zip(a, b) {
      s = zip(s, a).map(+)
      outputs.append(zip(s, b).map(*))
    }
    return (s, outputs)
  }

  private func transposed(_ x: [[Float]]) -> [[Float]] { [0, 1].map { k in x.map { $0[k] } } }

  private func sequence(_ count: Int, _ seed: Int) -> [[Float]] {
    (0..<count).map { t in [0, 1].map { Float((t * 7 + $0 * 3 + seed) % 11) - 5 } }
  }

  /// Axes and directions of both scan inputs and the scan output. 3 steps are written out, 30 are not.
  @Test(
    arguments: [3, 30],
    [[0, 0, 0, 0, 0, 0], [1, 0, 1, 0, -1, 0], [0, -1, 0, 1, 0, 1], [0, 0, 1, 1, 1, 1]])
  func axesAndDirections(_ count: Int, _ choice: [Int64]) throws {
    let (a, b) = (sequence(count, 1), sequence(count, 5))
    let tensors = [(a, choice[0]), (b, choice[1])].map { x, axis in
      axis == 0 ? Tensor([count, 2], x.flatMap { $0 }) : Tensor([2, count], transposed(x).flatMap { $0 })
    }
    let run = try ONNXModelRun(
      [
        scan(
          ["s0", "x", "z"],
          [
            ("scan_input_axes", [choice[0], choice[1]]), ("scan_input_directions", [choice[2], choice[3]]),
            ("scan_output_axes", [choice[4]]), ("scan_output_directions", [choice[5]]),
          ])
      ], inputs: [("s0", Tensor([2], [Float]([0, 0]))), ("x", tensors[0]), ("z", tensors[1])],
      outputs: ["y", "o"])
    let wanted = expected(choice[2] == 1 ? a.reversed() : a, choice[3] == 1 ? b.reversed() : b)
    let outputs = choice[5] == 1 ? wanted.outputs.reversed() : wanted.outputs
    #expect(run.outputs[0].elements(as: Float.self) == wanted.state)
    #expect(run.outputs[1].shape == (choice[4] == 0 ? [count, 2] : [2, count]))
    #expect(
      run.outputs[1].elements(as: Float.self)
        == (choice[4] == 0 ? outputs : transposed(outputs)).flatMap { $0 })
    #expect(run.graph.nodes.contains { $0.operator.name == "Loop" } == (count == 30))
    try run.expectSameInC()
  }

  /// Opset 8: a batch of sequences, each with a length of its own, read backwards within it.
  @Test func batchesOfSequences() throws {
    let lengths = [5, 0, 2]
    let (a, b) = ([1, 2, 3].map { sequence(5, $0) }, [4, 5, 6].map { sequence(5, $0) })
    let tensors = [a, b].map { x in Tensor([3, 5, 2], x.flatMap { $0 }.flatMap { $0 }) }
    let run = try ONNXModelRun(
      [scan(["n", "s0", "x", "z"], [("directions", [1, 0])])],
      inputs: [
        ("s0", Tensor([3, 2], [Float](repeating: 0, count: 6))), ("x", tensors[0]), ("z", tensors[1]),
      ],
      constants: [("n", Tensor([3], lengths.map { Int64($0) }))], outputs: ["y", "o"], opset: 8)
    let wanted = lengths.enumerated().map { entry, length in
      expected(a[entry].prefix(length).reversed(), Array(b[entry].prefix(length)))
    }
    #expect(run.outputs[0].elements(as: Float.self) == wanted.flatMap(\.state))
    let padded = wanted.flatMap { $0.outputs + Array(repeating: [0, 0], count: 5 - $0.outputs.count) }
    #expect(run.outputs[1].shape == [3, 5, 2])
    #expect(run.outputs[1].elements(as: Float.self) == padded.flatMap { $0 })
    try run.expectSameInC()
  }

  @Test func statesKeepTheirTypes() throws {
    let growing = ONNXGraph(
      [ONNXNode("Concat", ["s", "a"], ["s2"], [ONNXAttribute(name: "axis", value: .int(0))])],
      inputs: ["s", "a"], outputs: ["s2"])
    let node = ONNXNode(
      "Scan", ["s0", "x"], ["y"], [ONNXAttribute(name: "num_scan_inputs", value: .int(1))],
      graphs: [("body", growing)])
    let found = try ONNXModelRun.problems(
      [node], inputs: [("s0", TensorType(.float32, [2])), ("x", TensorType(.float32, [3, 2]))], outputs: ["y"]
    )
    #expect(found.map(\.code) == [.inputNotConstant])
  }

  @Test func misfitsAreRefused() throws {
    let vector = TensorType(.float32, [2])
    let matrix = TensorType(.float32, [3, 2])
    let cases: [([(String, [Int64])], TensorType, DiagnosticCode)] = [
      ([("scan_input_axes", [0])], matrix, .invalidAttribute),
      ([("scan_input_axes", [0, 2])], matrix, .invalidAttribute),
      ([("scan_input_directions", [0, 2])], matrix, .invalidAttribute),
      ([("scan_output_axes", [0, 0])], matrix, .invalidAttribute),
      ([("scan_output_directions", [3])], matrix, .invalidAttribute),
      ([], TensorType(.float32, [4, 2]), .invalidInputs),
    ]
    for (attributes, second, code) in cases {
      let found = try ONNXModelRun.problems(
        [scan(["s0", "x", "z"], attributes)], inputs: [("s0", vector), ("x", matrix), ("z", second)],
        outputs: ["y"])
      #expect(found.map(\.code) == [code], "\(attributes)")
    }
    var many = scan(["s0", "x", "z"], [])
    many.attributes[0] = ONNXAttribute(name: "num_scan_inputs", value: .int(4))
    let found = try ONNXModelRun.problems(
      [many], inputs: [("s0", vector), ("x", matrix), ("z", matrix)], outputs: ["y"])
    #expect(found.map(\.code) == [.invalidAttribute])
  }
}
