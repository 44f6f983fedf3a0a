import EdgeIR
import EdgeOps
import EdgeSupport
import EdgeTestSupport
import ONNXFormat
import Testing

@Suite struct LoopTests {
  private let x = Tensor([2], [Float]([1, -3]))

  /// s' = s + x; also gives s' times the iteration's number. Goes on as `condition` says.
  private func body(_ condition: [ONNXNode]) -> ONNXGraph {
    ONNXGraph(
      condition + [
        ONNXNode("Add", ["s", "x"], ["s2"]),
        ONNXNode("Cast", ["i"], ["f"], [ONNXAttribute(name: "to", value: .int(1))]),
        ONNXNode("Mul", ["s2", "f"], ["k"]),
      ], inputs: ["i", "c", "s"], outputs: ["c2", "s2", "k"])
  }

  private func loop(
    _ inputs: [String], _ outputs: [String], _ body: ONNXGraph, name: String = "loop"
  ) -> ONNXNode {
    ONNXNode("Loop", inputs, outputs, name: name, graphs: [("body", body)])
  }

  private let goOn = [ONNXNode("Identity", ["c"], ["c2"])]

  private func kinds(_ graph: Graph) -> [String] { graph.nodes.map { $0.operator.name } }

  /// A short loop is written out, a long one is not; both compute the same.
  @Test(arguments: [0, 1, 3, 100]) func fixedTripCount(_ count: Int) throws {
    let run = try ONNXModelRun(
      [loop(["m", "", "x"], ["s", "k"], body(goOn))], inputs: [("x", x)],
      constants: [("m", Tensor([1], [Int64(count)]))], outputs: ["s", "k"])
    let scale = (0..<count).map { Float($0 * ($0 + 2)) }
    #expect(run.outputs[0].elements(as: Float.self) == [Float(count + 1), Float(-3 * (count + 1))])
    #expect(run.outputs[1].shape == [count, 2])
    #expect(run.outputs[1].elements(as: Float.self) == scale.flatMap { [$0, -3 * $0] })
    #expect(kinds(run.graph).contains("Loop") == (count == 100))
    try run.expectSameInC()
  }

  /// A constant condition that is false, now or from the second iteration on.
  @Test func constantConditionsEndLoops() throws {
    let stop = [ONNXNode("Identity", ["no"], ["c2"])]
    for (first, expected) in [(false, [1, -3] as [Float]), (true, [2, -6])] {
      let run = try ONNXModelRun(
        [loop(["", "c0", "x"], ["s", ""], body(stop))], inputs: [("x", x)],
        constants: [("c0", Tensor(scalar: first)), ("no", Tensor(scalar: false))], outputs: ["s"],
        binding: true)
      #expect(run.outputs[0].elements(as: Float.self) == expected)
    }
  }

  /// Without a condition to begin with, the body's counts for nothing.
  @Test func aForLoopIgnoresTheBodysCondition() throws {
    let run = try ONNXModelRun(
      [loop(["m", "", "x"], ["s", ""], body([ONNXNode("Identity", ["no"], ["c2"])]))], inputs: [("x", x)],
      constants: [("m", Tensor(scalar: Int64(3))), ("no", Tensor(scalar: false))], outputs: ["s"])
    #expect(run.outputs[0].elements(as: Float.self) == [4, -12])
  }

  /// Everything decides at run time: fibonacci numbers below a bound, whose states trade places.
  @Test(arguments: [(100, true, 7), (4, true, 4), (0, true, 0), (100, false, 0)])
  func whileLoop(_ limit: Int, first: Bool, iterations: Int) throws {
    let body = ONNXGraph(
      [ONNXNode("Add", ["a", "b"], ["n"]), ONNXNode("Less", ["n", "bound"], ["c2"])],
      inputs: ["i", "c", "a", "b"], outputs: ["c2", "b", "n"])
    let run = try ONNXModelRun(
      [loop(["m", "c0", "a0", "b0"], ["y", "z"], body)],
      inputs: [
        ("m", Tensor(scalar: Int64(limit))), ("c0", Tensor(scalar: first)),
        ("bound", Tensor(scalar: Float(20))),
      ], constants: [("a0", Tensor(scalar: Float(0))), ("b0", Tensor(scalar: Float(1)))], outputs: ["y", "z"])
    let fibonacci: [Float] = [0, 1, 1, 2, 3, 5, 8, 13, 21]
    #expect(kinds(run.graph) == ["Loop"])
    #expect(run.outputs[0].elements(as: Float.self) == [fibonacci[iterations]])
    #expect(run.outputs[1].elements(as: Float.self) == [fibonacci[iterations + 1]])
    try run.expectSameInC()
  }

  @Test func nestedLoopsCaptureThroughTwoGraphs() throws {
    let inner = ONNXGraph(
      [
        ONNXNode("Add", ["t", "x"], ["u"]), ONNXNode("Mul", ["u", "s"], ["t2"]),
        ONNXNode("Identity", ["d"], ["d2"]),
      ],
      inputs: ["j", "d", "t"], outputs: ["d2", "t2"])
    let outer = ONNXGraph(
      [
        loop(["n", "", "s"], ["r"], inner), ONNXNode("Mul", ["r", "small"], ["s2"]),
        ONNXNode("Identity", ["c"], ["c2"]),
      ], inputs: ["i", "c", "s"], outputs: ["c2", "s2", "r"],
      constants: [("small", Tensor(scalar: Float(0.125)))])
    let run = try ONNXModelRun(
      [loop(["m", "", "x"], ["y", "k"], outer)], inputs: [("x", x), ("n", Tensor(scalar: Int64(2)))],
      constants: [("m", Tensor(scalar: Int64(40)))], outputs: ["y", "k"])
    var s: [Float] = [1, -3]
    for _ in 0..<40 { s = zip(s, [1, -3]).map { ((($0 + $1) * $0) + $1) * $0 * 0.125 } }
    #expect(kinds(run.graph) == ["Loop"])
    #expect(run.outputs[0].elements(as: Float.self) == s)
    try run.expectSameInC()
  }

  // What the data decide

  private func growing() -> ONNXGraph {
    ONNXGraph(
      goOn + [ONNXNode("Concat", ["s", "x"], ["s2"], [ONNXAttribute(name: "axis", value: .int(0))])],
      inputs: ["i", "c", "s"], outputs: ["c2", "s2"])
  }

  @Test func changingShapesAreWrittenOut() throws {
    let run = try ONNXModelRun(
      [loop(["m", "", "x"], ["s"], growing())], inputs: [("x", x)],
      constants: [("m", Tensor(scalar: Int64(2)))], outputs: ["s"])
    #expect(run.outputs[0].elements(as: Float.self) == [1, -3, 1, -3, 1, -3])
  }

  @Test func changingShapesNeedATripCount() throws {
    let nodes = [loop(["m", "", "x"], ["s"], growing())]
    let found = try ONNXModelRun.problems(
      nodes, inputs: [("m", TensorType(.int64, [])), ("x", x.type)], outputs: ["s"])
    #expect(found.map(\.code) == [.inputNotConstant])
    #expect(found.first?.location.node == "loop")
    let run = try ONNXModelRun(
      nodes, inputs: [("m", Tensor(scalar: Int64(1))), ("x", x)], outputs: ["s"], binding: true)
    #expect(run.outputs[0].shape == [4])
    #expect(run.consultedInputs == ["m"])
  }

  @Test func stackedValuesNeedATripCount() throws {
    let below = [
      ONNXNode("ReduceMax", ["s"], ["top"]), ONNXNode("Less", ["top", "bound"], ["l"]),
      ONNXNode("Squeeze", ["l"], ["c2"]),
    ]
    let nodes = [loop(["", "c0", "x"], ["s", "k"], body(below))]
    let types = [("c0", TensorType(.bool, [])), ("x", x.type), ("bound", TensorType(.float32, []))]
    let found = try ONNXModelRun.problems(
      nodes, inputs: types.map { (name: $0.0, type: $0.1) }, outputs: ["s", "k"])
    #expect(found.map(\.code) == [.inputNotConstant])
    let run = try ONNXModelRun(
      nodes, inputs: [("c0", Tensor(scalar: true)), ("x", x), ("bound", Tensor(scalar: Float(4)))],
      outputs: ["s", "k"], binding: true)
    #expect(run.outputs[1].shape == [4, 2])
    #expect(run.outputs[0].elements(as: Float.self) == [5, -15])
    try run.expectSameInC()
  }

  /// With a constant trip count the stacks have room for all iterations, and a count says how many there were.
  @Test func aConditionLimitsStacks() throws {
    let below = [
      ONNXNode("ReduceMax", ["s"], ["top"], [ONNXAttribute(name: "keepdims", value: .int(0))]),
      ONNXNode("Less", ["top", "bound"], ["c2"]),
    ]
    for (bound, expected) in [(4, 4), (-9, 1), (1000, 40)] {
      let run = try ONNXModelRun(
        [loop(["m", "c0", "x"], ["s", "k"], body(below))], inputs: [("bound", Tensor(scalar: Float(bound)))],
        constants: [("m", Tensor(scalar: Int64(40))), ("c0", Tensor(scalar: true)), ("x", x)],
        outputs: ["s", "k"])
      let trimmed = run.graph.trimmed(run.outputs)
      #expect(run.outputs[1].shape == [40, 2])
      #expect(trimmed[1].shape == [expected, 2])
      #expect(run.outputs[1].doubles().dropFirst(2 * expected).allSatisfy { $0 == 0 })
      #expect(trimmed[0].doubles() == [Double(expected + 1), Double(-3 * (expected + 1))])
      try run.expectSameInC()
    }
  }

  @Test func loopsThatNeverEndAreRefused() throws {
    var found = try ONNXModelRun.problems(
      [loop(["", "", "x"], ["s", "k"], body(goOn))], inputs: [("x", x.type)], outputs: ["s"])
    #expect(found.map(\.code) == [.invalidInputs])
    found = try ONNXModelRun.problems(
      [loop(["", "c0", "one"], ["s", "k"], body(goOn))], inputs: [],
      constants: [("c0", Tensor(scalar: true)), ("one", x), ("x", x)], outputs: ["s", "k"])
    #expect(found.map(\.code) == [.invalidInputs])
    #expect(found.first?.message.contains("has not ended") == true)
  }

  @Test func misfitsAreRefused() throws {
    let short = ONNXGraph(goOn, inputs: ["i", "c", "s"], outputs: ["c2"])
    let number = ONNXGraph(
      [ONNXNode("Neg", ["s"], ["s2"])], inputs: ["i", "c", "s"], outputs: ["i", "s2"])
    let few = ONNXGraph(goOn, inputs: ["i", "c"], outputs: ["c2", "x"])
    for body in [short, number, few] {
      let found = try ONNXModelRun.problems(
        [loop(["m", "", "x"], ["s"], body)], inputs: [("x", x.type)],
        constants: [("m", Tensor(scalar: Int64(2)))], outputs: ["s"])
      #expect(found.map(\.code) == [.invalidInputs])
    }
  }

  // Constraints

  /// A body that gives what it takes.
  private func identity(_ types: [TensorType], gives: [Int]) -> Subgraph {
    var editor = GraphEditor(name: "body")
    let inputs = types.enumerated().map { editor.addInput(name: "x\($0)", type: $1) }
    for (index, input) in gives.enumerated() { editor.addOutput(name: "y\(index)", value: inputs[input]) }
    return Subgraph(editor.graph)
  }

  @Test func constraints() {
    let (number, bool, vector) = (TensorType(.int64, []), TensorType(.bool, []), TensorType(.float32, [2]))
    let plain = identity([number, bool, vector], gives: [1, 2])
    let op = Loop(body: plain, stateCount: 1)
    expectRefusal(op, [vector, nil, vector], "C1")
    expectRefusal(op, [nil, number, vector], "C1")
    expectRefusal(op, [number, nil, number], "C2")
    expectRefusal(op, [nil, nil, vector], "C5")
    expectRefusal(Loop(body: plain, stateCount: 1, tripCount: -1), [nil, nil, vector], "C5")
    let wrong = identity([number, bool, vector], gives: [1, 0])
    expectRefusal(Loop(body: wrong, stateCount: 1, tripCount: 1), [nil, nil, vector], "C3")
    let stacking = identity([number, bool, vector], gives: [1, 2, 2])
    expectRefusal(Loop(body: stacking, stateCount: 1), [number, nil, vector], "C4")
    expectRefusal(Loop(body: stacking, stateCount: 1, tripCount: 2), [nil, bool, vector], "C4")
  }
}
