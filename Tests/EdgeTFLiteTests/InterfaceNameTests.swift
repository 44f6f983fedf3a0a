import EdgeIR
import EdgeOps
import EdgeTFLite
import EdgeTestSupport
import Testing
import TFLiteFormat

/// Inputs and outputs keep number, order and names, whatever they are called and whatever they show.
struct InterfaceNameTests {
  private let x = Tensor([2], [1, -2] as [Float])

  @Test func awkwardNamesAndOutputsThatAreNoResults() throws {
    var editor = GraphEditor(name: "main/graph λ")
    let first = editor.addInput(name: "serving/x:0", type: x.type)
    _ = editor.addInput(name: "日本 語", type: TensorType(.int32, [1]))
    let constant = editor.addConstant(Tensor([2], [5, 6] as [Float]), name: "y")
    let result = try editor.add(Unary(.neg), [first], names: ["serving/x:0/neg"])[0]
    let outputs: [(String, ValueID, [Float])] = [
      ("serving/x:0/neg_float16", result, [-1, 2]), ("again", result, [-1, 2]),
      ("an input", first, [1, -2]), ("ü/constant", constant, [5, 6]), ("the same again", constant, [5, 6]),
    ]
    for (name, value, _) in outputs { editor.addOutput(name: name, value: value) }
    let model = try TFLiteHost.lower(
      editor.graph, target: .litert, description: "",
      metadata: [TFLiteMetadata(name: "m", data: TFLiteBuffer([7]))]
    ).model

    #expect(model.signatures[0].inputs.map(\.name) == ["serving/x:0", "日本 語"])
    #expect(model.signatures[0].outputs.map(\.name) == outputs.map(\.0))
    let names = model.subgraphs[0].tensors.map(\.name)
    #expect(Set(names).count == names.count)

    let file = try TFLiteEncoder.encode(model)
    #expect(try TFLiteDecoder.decode(file, path: "m").metadata == model.metadata)
    let answer = try LiteRTOracle.run(
      file, inputs: [OracleTensor(x), OracleTensor(Tensor([1], [0] as [Int32]))])
    #expect(answer.inputs.map(\.name) == ["serving/x:0", "日本 語"])
    #expect(answer.outputs.map(\.name) == outputs.map(\.0))
    for (output, (name, _, numbers)) in zip(answer.outputs, outputs) {
      #expect(output.tensor?.elements(as: Float.self) == numbers, "\(name)")
    }
  }

  /// A tensor of the lowering's own gets out of the way of the model's names.
  @Test func namesOfTheModelStay() throws {
    var editor = GraphEditor(name: "g")
    let input = editor.addInput(name: "x", type: x.type)
    let power = try editor.add(Unary(.swish(alpha: 2)), [input], names: ["y"])[0]
    let result = try editor.add(Unary(.abs), [power], names: ["y_part"])[0]
    editor.addOutput(name: "y_part", value: result)
    let subgraph = try TFLiteHost.lower(editor.graph, target: .litert, description: "", metadata: [])
      .model.subgraphs[0]
    let names = subgraph.tensors.map(\.name)
    #expect(Set(names).count == names.count)
    #expect(names[subgraph.outputs[0]] == "y_part")
  }
}
