import EdgeIR
import EdgeOps
import EdgeTFLite
import EdgeTestSupport
import Testing

/// What a runtime lacks is refused before the file is written.
struct LegalityTests {
  private func refusal(
    _ op: any Operator, _ types: [TensorType], target: TFLiteTarget
  ) throws -> TFLiteRefusal? {
    var editor = GraphEditor(name: "g")
    let inputs = types.enumerated().map { editor.addInput(name: "x\($0)", type: $1) }
    let outputs = try editor.add(op, inputs)
    for (index, output) in outputs.enumerated() { editor.addOutput(name: "y\(index)", value: output) }
    let graph = editor.graph
    let node = try #require(graph.nodes.first)
    return TFLiteHost.refusal(of: node, in: graph, target: target)
  }

  private let cases: [(op: any Operator, types: [TensorType], reason: String)] = [
    (Tile(repeats: [2, 1]), [TensorType(.float32, [2, 2])], "TFLM has no TILE"),
    (
      Transpose(permutation: [1, 0]), [TensorType(.int32, [2, 3])],
      "TFLM's TRANSPOSE takes float32, int16 or int8, got int32; "
        + "TFLM's TRANSPOSE gives float32, int16 or int8, got int32"
    ),
    (
      Transpose(permutation: [5, 4, 3, 2, 1, 0]), [TensorType(.float32, [2, 2, 2, 2, 2, 2])],
      "TFLM's TRANSPOSE takes tensors of 1 to 5 axes, got 6; "
        + "TFLM's TRANSPOSE gives tensors of 1 to 5 axes, got 6"
    ),
    (
      ArgReduce(.max, axis: 0, keepDims: false, selectsLast: false), [TensorType(.float32, [4])],
      "TFLM's ARG_MAX gives output 0 as int32, got int64"
    ),
    (
      Gather(axis: 0), [TensorType(.float32, [4]), TensorType(.int64, [2])],
      "TFLM's FLOOR_MOD takes float32, got int64; TFLM's FLOOR_MOD gives float32, got int64; "
        + "TFLM's GATHER takes input 1 as int32, got int64"
    ),
  ]

  @Test(arguments: 0..<5) func saysWhatTFLMLacks(_ index: Int) throws {
    let (op, types, reason) = cases[index]
    let refusal = try #require(try refusal(op, types, target: .tflm))
    #expect(refusal.reason == reason)
    #expect(refusal.hint?.contains("emit-c") == true)
  }

  @Test func operatorsThatRunAreNotRefused() throws {
    #expect(try refusal(Unary(.exp), [TensorType(.float32, [4])], target: .tflm) == nil)
    for (op, types, _) in cases {
      #expect(try refusal(op, types, target: .litert) == nil)
    }
  }
}
