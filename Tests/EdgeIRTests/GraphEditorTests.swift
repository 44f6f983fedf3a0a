import EdgeIR
import EdgeTestSupport
import Testing

/// Every edit leaves a graph that keeps its rules.
@Suite struct GraphEditorTests {
  private let vector = TensorType(.float32, [4])

  private func origin(_ index: Int) -> Origin {
    Origin(name: "node\(index)", operatorType: "Any", opset: 13, index: index)
  }

  private func expectSound(_ graph: Graph) {
    #expect(GraphVerifier.verify(graph, stage: .imported).isEmpty)
  }

  @Test func addInfersTypesAndRecordsConsumers() throws {
    var editor = GraphEditor(name: "g")
    let x = editor.addInput(name: "x", type: vector)
    let outputs = try editor.add(Sample.Cut(count: 1), [x], names: ["head", "tail"])
    #expect(outputs.map { editor.graph[$0].type.shape } == [[1], [3]])
    #expect(outputs.map { editor.graph[$0].name } == ["head", "tail"])
    #expect(editor.graph.consumers(of: x) == editor.graph.order)
    #expect(editor.graph.producer(of: outputs[1])?.id == editor.graph.order.first)
    #expect(editor.graph.producer(of: x) == nil)
    expectSound(editor.graph)
  }

  @Test func refusedNodeLeavesTheGraphAsItWas() throws {
    var editor = GraphEditor(name: "g")
    let x = editor.addInput(name: "x", type: TensorType(.int32, [4]))
    #expect(throws: OperatorError.self) { try editor.add(Sample.Negate(), [x]) }
    #expect(editor.graph.order.isEmpty)
    #expect(editor.graph.consumers(of: x).isEmpty)
    #expect(editor.graph.values.count == 1)
  }

  @Test func takenNamesGetSuffixes() throws {
    var editor = GraphEditor(name: "g")
    let x = editor.addInput(name: "y", type: vector)
    let first = try editor.add(Sample.Negate(), [x], names: ["y"])[0]
    let second = try editor.add(Sample.Negate(), [first], names: ["y"])[0]
    editor.rename(second, to: "y_1")
    let unnamed = editor.addConstant(Tensor(scalar: Float(1)), name: "")
    #expect([x, first, second, unnamed].map { editor.graph[$0].name } == ["y", "y_1", "y_1_1", "value"])
    expectSound(editor.graph)
  }

  @Test func namesOfOutputsAreTaken() throws {
    var editor = GraphEditor(name: "g")
    let x = editor.addInput(name: "x", type: vector)
    editor.addOutput(name: "result", value: x)
    let y = try editor.add(Sample.Negate(), [x], names: ["result"])[0]
    #expect(editor.graph[y].name == "result_1")
  }

  @Test func insertionBeforeANodeRunsBeforeIt() throws {
    var editor = GraphEditor(name: "g")
    let x = editor.addInput(name: "x", type: vector)
    let y = try editor.add(Sample.Negate(), [x], names: ["y"])[0]
    let last = try #require(editor.graph[y].producer)
    let z = try editor.add(Sample.Negate(), [x], before: last, names: ["z"])[0]
    try editor.setInput(0, of: last, to: z)
    #expect(editor.graph.order == [editor.graph[z].producer, last])
    #expect(editor.graph[last].inputs == [z])
    #expect(editor.graph.consumers(of: x).count == 1)
    expectSound(editor.graph)
  }

  @Test func replaceUpdatesTypesConsumersAndOrigins() throws {
    var editor = GraphEditor(name: "g")
    let x = editor.addInput(name: "x", type: vector)
    let s = editor.addConstant(Tensor(scalar: Float(2)), name: "s")
    let inner = try editor.add(Sample.Negate(), [x], names: ["inner"], origins: [origin(0)])[0]
    let outer = try editor.add(Sample.Negate(), [inner], names: ["outer"], origins: [origin(1)])[0]
    editor.addOutput(name: "y", value: outer)
    let (innerNode, outerNode) = (
      try #require(editor.graph[inner].producer), try #require(editor.graph[outer].producer)
    )
    try editor.replace(outerNode, with: Sample.Repeat(count: 7), inputs: [s], absorbing: [innerNode])
    #expect(editor.graph[outer].type.shape == [7])
    #expect(editor.graph[outerNode].origins == [origin(0), origin(1)])
    #expect(editor.graph.consumers(of: inner).isEmpty)
    #expect(editor.graph.consumers(of: s) == [outerNode])
    expectSound(editor.graph)
    #expect(editor.removeDeadNodes() == 1)
    #expect(editor.graph.order == [outerNode])
    expectSound(editor.graph)
  }

  @Test func refusedReplacementLeavesTheGraphAsItWas() throws {
    var editor = GraphEditor(name: "g")
    let x = editor.addInput(name: "x", type: vector)
    let y = try editor.add(Sample.Negate(), [x])[0]
    let node = try #require(editor.graph[y].producer)
    let before = GraphPrinter.text(editor.graph)
    #expect(throws: OperatorError.self) { try editor.replace(node, with: Sample.Cut(count: 9), inputs: [x]) }
    #expect(throws: OperatorError("expected 1 outputs, got 2")) {
      try editor.replace(node, with: Sample.Cut(count: 1), inputs: [x])
    }
    #expect(GraphPrinter.text(editor.graph) == before)
    expectSound(editor.graph)
  }

  @Test func replaceAllUsesReachesEverySlotAndOutput() throws {
    var editor = GraphEditor(name: "g")
    let x = editor.addInput(name: "x", type: vector)
    let y = try editor.add(Sample.Negate(), [x], names: ["y"])[0]
    let sum = try editor.add(Sample.AddSubtract(), [y, y, y], names: ["sum"])[0]
    editor.addOutput(name: "sum", value: sum)
    editor.addOutput(name: "y", value: y)
    editor.replaceAllUses(of: y, with: x)
    let node = try #require(editor.graph.producer(of: sum))
    #expect(node.inputs == [x, x, x])
    #expect(editor.graph.outputs.map(\.value) == [sum, x])
    #expect(editor.graph.consumers(of: y).isEmpty)
    expectSound(editor.graph)
    #expect(editor.removeDeadNodes() == 1)
    expectSound(editor.graph)
  }

  @Test func soleConsumerIsForAbsorbingOnly() throws {
    var editor = GraphEditor(name: "g")
    let x = editor.addInput(name: "x", type: vector)
    let a = try editor.add(Sample.Negate(), [x])[0]
    let b = try editor.add(Sample.Negate(), [a])[0]
    #expect(editor.graph.soleConsumer(of: a)?.outputs == [b])
    editor.addOutput(name: "a", value: a)
    #expect(editor.graph.soleConsumer(of: a) == nil)
    _ = try editor.add(Sample.AddSubtract(), [b, b])
    #expect(editor.graph.soleConsumer(of: b) == nil)
  }

  @Test func deadChainsGoInputsStay() throws {
    var editor = GraphEditor(name: "g")
    let x = editor.addInput(name: "x", type: vector)
    _ = editor.addInput(name: "unused", type: vector)
    let shown = editor.addConstant(Tensor([1], [Float(1)]), name: "shown")
    let hidden = editor.addConstant(Tensor([4], [Float](repeating: 0, count: 4)), name: "hidden")
    let dead = try editor.add(Sample.AddSubtract(), [x, hidden])[0]
    _ = try editor.add(Sample.Negate(), [dead])
    let y = try editor.add(Sample.Negate(), [x], names: ["y"])[0]
    editor.addOutput(name: "y", value: y)
    editor.addOutput(name: "c", value: shown)
    #expect(editor.removeDeadNodes() == 2)
    #expect(editor.graph.values.map(\.value.name) == ["x", "unused", "shown", "y"])
    #expect(editor.graph.inputs.count == 2)
    #expect(!editor.graph.contains(hidden))
    #expect(editor.removeDeadNodes() == 0)
    expectSound(editor.graph)
  }
}
