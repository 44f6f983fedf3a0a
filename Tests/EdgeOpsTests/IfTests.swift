import EdgeIR
import EdgeOps
import EdgeSupport
import EdgeTestSupport
import ONNXFormat
import Testing

@Suite struct IfTests {
  private let x = Tensor([2], [Float]([1, -3]))

  private func choice(_ then: ONNXGraph, _ otherwise: ONNXGraph, name: String = "choice") -> ONNXNode {
    ONNXNode("If", ["c"], ["y"], name: name, graphs: [("then_branch", then), ("else_branch", otherwise)])
  }

  private func branch(_ operatorType: String, _ inputs: [String]) -> ONNXGraph {
    ONNXGraph([ONNXNode(operatorType, inputs, ["r"])], outputs: ["r"])
  }

  private func kinds(_ graph: Graph) -> [String] { graph.nodes.map { $0.operator.name } }

  @Test(arguments: [true, false]) func aComputedConditionKeepsBothBranches(_ condition: Bool) throws {
    let run = try ONNXModelRun(
      [ONNXNode("Add", ["x", "w"], ["z"]), choice(branch("Mul", ["z", "w"]), branch("Neg", ["x"]))],
      inputs: [("c", Tensor([1], [condition])), ("x", x)], constants: [("w", Tensor([2], [Float]([2, 3])))],
      outputs: ["y"])
    #expect(kinds(run.graph) == ["Binary", "If"])
    #expect(run.outputs[0].elements(as: Float.self) == (condition ? [6, 0] : [-1, 3]))
    try run.expectSameInC()
  }

  @Test func aConstantConditionTakesItsBranch() throws {
    let run = try ONNXModelRun(
      [choice(branch("Neg", ["x"]), branch("Unsqueeze", ["x"]))], inputs: [("x", x)],
      constants: [("c", Tensor(scalar: true))], outputs: ["y"])
    #expect(kinds(run.graph) == ["Unary"])
    #expect(run.outputs[0].elements(as: Float.self) == [-1, 3])
  }

  /// A branch's own names hide those outside, and its values are not seen outside.
  @Test func innerNamesHideOuterOnes() throws {
    let inner = ONNXGraph(
      [ONNXNode("Neg", ["z"], ["x"]), ONNXNode("Add", ["x", "k"], ["q"])], outputs: ["q"],
      constants: [("k", Tensor(scalar: Float(10)))])
    let run = try ONNXModelRun(
      [
        ONNXNode("Abs", ["x"], ["z"]), choice(inner, branch("Identity", ["x"])),
        ONNXNode("Sub", ["y", "x"], ["d"]),
      ],
      inputs: [("c", Tensor(scalar: true)), ("x", x)], constants: [("k", Tensor([2], [Float]([7, 7])))],
      outputs: ["d"])
    #expect(run.outputs[0].elements(as: Float.self) == [8, 10])
    try run.expectSameInC()
  }

  @Test func valuesAreCapturedThroughTwoGraphs() throws {
    let inner = ONNXNode(
      "If", ["c2"], ["u"],
      graphs: [("then_branch", branch("Mul", ["x", "t"])), ("else_branch", branch("Sub", ["x", "t"]))])
    let outer = ONNXGraph([ONNXNode("Exp", ["x"], ["t"]), inner], outputs: ["u"])
    for (first, second) in [(true, true), (true, false), (false, true)] {
      let run = try ONNXModelRun(
        [choice(outer, ONNXGraph([], outputs: ["x"]))],
        inputs: [
          ("c", Tensor(scalar: first)), ("c2", Tensor(scalar: second)), ("x", Tensor([1], [Float(0)])),
        ],
        outputs: ["y"])
      #expect(run.outputs[0].elements(as: Float.self) == (first && !second ? [-1] : [0]))
      try run.expectSameInC()
    }
  }

  @Test func branchesOfDifferentShapesNeedTheData() throws {
    let nodes = [
      choice(
        branch("Neg", ["x"]),
        ONNXGraph(
          [
            ONNXNode(
              "Concat", ["x", "x"], ["r"],
              [ONNXAttribute(name: "axis", value: .int(0))])
          ], outputs: ["r"]))
    ]
    let found = try ONNXModelRun.problems(
      nodes, inputs: [("c", TensorType(.bool, [])), ("x", x.type)], outputs: ["y"])
    #expect(found.map(\.code) == [.inputNotConstant])
    #expect(found.first?.location.node == "choice")
    #expect(found.first?.hint?.contains("--input-shape") == true)
    for condition in [true, false] {
      let run = try ONNXModelRun(
        nodes, inputs: [("c", Tensor(scalar: condition)), ("x", x)], outputs: ["y"], binding: true)
      #expect(run.outputs[0].elements(as: Float.self) == (condition ? [-1, 3] : [1, -3, 1, -3]))
      #expect(run.consultedInputs == ["c"])
    }
  }

  // Structure

  private func structureProblem(_ nodes: [ONNXNode]) throws -> Diagnostic {
    let found = try ONNXModelRun.problems(
      nodes, inputs: [("c", TensorType(.bool, [])), ("x", x.type)], outputs: ["y"])
    #expect(found.count == 1)
    return try #require(found.first)
  }

  @Test func aBranchThatReadsItsOwnNodeIsACycle() throws {
    let found = try structureProblem([choice(branch("Neg", ["y"]), branch("Neg", ["x"]))])
    #expect(found.code == .cyclicGraph)
    #expect(found.location.node == "choice")
  }

  @Test func aCycleThroughABranchIsFound() throws {
    let nodes = [choice(branch("Neg", ["z"]), branch("Neg", ["x"])), ONNXNode("Exp", ["y"], ["z"])]
    #expect(try structureProblem(nodes).code == .cyclicGraph)
  }

  @Test func nodesWaitForWhatBranchesCapture() throws {
    let run = try ONNXModelRun(
      [choice(branch("Neg", ["z"]), branch("Neg", ["x"])), ONNXNode("Exp", ["x"], ["z"])],
      inputs: [("c", Tensor(scalar: true)), ("x", Tensor([1], [Float(0)]))], outputs: ["y"])
    #expect(run.outputs[0].elements(as: Float.self) == [-1])
  }

  @Test func aNameThatNothingDefinesIsFoundInside() throws {
    var found = try structureProblem([choice(branch("Neg", ["nowhere"]), branch("Neg", ["x"]))])
    #expect(found.code == .danglingValue)
    #expect(found.location.value == "nowhere")
    #expect(found.location.node == "choice/Neg")
    found = try structureProblem([choice(branch("Neg", ["x"]), ONNXGraph([], outputs: ["nowhere"]))])
    #expect(found.code == .danglingValue)
    #expect(found.location.node == "choice")
  }

  @Test func valuesInsideAreNotSeenOutside() throws {
    let nodes = [choice(branch("Neg", ["x"]), branch("Exp", ["x"]), name: ""), ONNXNode("Exp", ["r"], ["z"])]
    #expect(try structureProblem(nodes).code == .danglingValue)
  }

  // Constraints

  private func subgraph(_ types: [TensorType], shows: Int) -> Subgraph {
    var editor = GraphEditor(name: "branch")
    let inputs = types.enumerated().map { editor.addInput(name: "x\($0)", type: $1) }
    editor.addOutput(name: "y", value: inputs[shows])
    return Subgraph(editor.graph)
  }

  @Test func constraints() {
    let (bool, vector, scalar) = (TensorType(.bool, []), TensorType(.float32, [2]), TensorType(.float32, []))
    let op = If(then: subgraph([vector], shows: 0), else: subgraph([vector], shows: 0))
    expectRefusal(op, [vector, vector], "C1")
    expectRefusal(op, [TensorType(.bool, [2]), vector], "C1")
    expectRefusal(op, [bool, scalar], "C2")
    let uneven = If(then: subgraph([vector, scalar], shows: 0), else: subgraph([vector, scalar], shows: 1))
    expectRefusal(uneven, [bool, vector, scalar], "C3")
  }

  @Test func anyConditionOfOneBoolWillDo() throws {
    let found = try ONNXModelRun.problems(
      [choice(branch("Neg", ["x"]), branch("Exp", ["x"]))],
      inputs: [("c", TensorType(.bool, [2])), ("x", x.type)], outputs: ["y"])
    #expect(found.map(\.code) == [.invalidInputs])
  }
}
