import EdgeIR
import EdgeSupport
import ONNXFormat
import Testing

/// Functions that a model defines.
@Suite struct FunctionTests {
  private let x = Tensor([3], [Float]([-2, 0, 4]))

  /// r = LeakyRelu(a + b), with the slope as an attribute.
  private func leakyAdd(
    slope: Float? = nil, overload: String = "", opsets: [ONNXOpset] = [ONNXOpset(version: 17)]
  ) -> ONNXFunction {
    ONNXFunction(
      name: "LeakyAdd", domain: "local", overload: overload, inputs: ["a", "b"], outputs: ["r"],
      attributes: slope == nil ? ["slope"] : [],
      attributeDefaults: slope.map { [ONNXAttribute(name: "slope", value: .float($0))] } ?? [],
      nodes: [
        ONNXNode("Add", ["a", "b"], ["t"], name: "sum"),
        ONNXNode(
          "LeakyRelu", ["t"], ["r"],
          [ONNXAttribute(name: "alpha", value: .float(0), referencedName: "slope")]),
      ], opsetImports: opsets)
  }

  private func call(
    _ name: String, _ inputs: [String], _ outputs: [String], overload: String = "", slope: Float? = nil,
    domain: String = "local"
  ) -> ONNXNode {
    ONNXNode(
      name: "caller", domain: domain, operatorType: name, overload: overload, inputs: inputs,
      outputs: outputs,
      attributes: slope.map { [ONNXAttribute(name: "slope", value: .float($0))] } ?? [])
  }

  @Test(arguments: [
    (nil as Float?, 0.5 as Float?, [-2, 0, 8] as [Float]), (0.25, nil, [-1, 0, 8]), (0.25, 0.5, [-2, 0, 8]),
    // Without a value the operator's own default holds.
    (nil, nil, [-0.04, 0, 8]),
  ])
  func attributesComeFromTheCallOrTheirDefault(_ standard: Float?, given: Float?, expected: [Float]) throws {
    let run = try ONNXModelRun(
      [call("LeakyAdd", ["x", "x"], ["y"], slope: given)], inputs: [("x", x)], outputs: ["y"],
      functions: [leakyAdd(slope: standard)])
    #expect(run.outputs[0].elements(as: Float.self) == expected)
  }

  @Test func overloadsAreDifferentFunctions() throws {
    let run = try ONNXModelRun(
      [
        call("LeakyAdd", ["x", "x"], ["y"], overload: "steep"), call("LeakyAdd", ["x", "x"], ["z"]),
      ], inputs: [("x", x)], outputs: ["y", "z"],
      functions: [leakyAdd(slope: 1, overload: "steep"), leakyAdd(slope: 0)])
    #expect(run.outputs.map { $0.elements(as: Float.self) } == [[-4, 0, 8], [0, 0, 8]])
  }

  /// Names inside a function are its own, also in a function that it calls; values keep the caller's names.
  @Test func nestedCallsKeepTheirNamesApart() throws {
    let outer = ONNXFunction(
      name: "Twice", domain: "local", inputs: ["b"], outputs: ["t", "r"], attributes: ["slope"],
      nodes: [
        ONNXNode(
          domain: "local", operatorType: "LeakyAdd", inputs: ["b", "b"], outputs: ["t"],
          attributes: [ONNXAttribute(name: "slope", value: .float(0), referencedName: "slope")]),
        ONNXNode(domain: "local", operatorType: "LeakyAdd", inputs: ["t", "b"], outputs: ["r"]),
      ], opsetImports: [ONNXOpset(version: 17), ONNXOpset(domain: "local", version: 1)])
    let run = try ONNXModelRun(
      [ONNXNode("Neg", ["x"], ["t"]), call("Twice", ["t"], ["", "y"], slope: 0.5)], inputs: [("x", x)],
      outputs: ["y", "t"], functions: [outer, leakyAdd(slope: 0)])
    #expect(run.outputs.map { $0.elements(as: Float.self) } == [[6, 0, 0], [2, 0, -4]])
    #expect(run.graph.outputs.allSatisfy { run.graph[$0.value].name == $0.name })
    let inner = run.graph.nodes.flatMap(\.origins).filter { !$0.inner.isEmpty }
    #expect(inner.map(\.index) == [1, 1, 1, 1])
    #expect(inner.first?.name == "caller/LeakyAdd#0/sum")
  }

  @Test func absentInputsStayAbsent() throws {
    let clip = ONNXFunction(
      name: "Limit", domain: "local", inputs: ["a", "low", "high"], outputs: ["r"],
      nodes: [ONNXNode("Clip", ["a", "low", "high"], ["r"])], opsetImports: [ONNXOpset(version: 17)])
    let one = Tensor(scalar: Float(1))
    let nodes = [call("Limit", ["x", "", "one"], ["y"]), call("Limit", ["x", "one"], ["z"])]
    let run = try ONNXModelRun(
      nodes, inputs: [("x", x)], constants: [("one", one)], outputs: ["y", "z"], functions: [clip])
    #expect(run.outputs.map { $0.elements(as: Float.self) } == [[-2, 0, 1], [1, 1, 4]])
  }

  /// Softmax-1 flattens to two dimensions, Softmax-13 does not.
  @Test func functionsHaveOpsetsOfTheirOwn() throws {
    let old = ONNXFunction(
      name: "OldSoftmax", domain: "local", inputs: ["a"], outputs: ["r"],
      nodes: [
        ONNXNode("Softmax", ["a"], ["r"], [ONNXAttribute(name: "axis", value: .int(0))])
      ], opsetImports: [ONNXOpset(version: 7)])
    let run = try ONNXModelRun(
      [call("OldSoftmax", ["x"], ["y"])], inputs: [("x", Tensor([2, 2], [Float](repeating: 3, count: 4)))],
      outputs: ["y"], functions: [old])
    #expect(run.outputs[0].elements(as: Float.self) == [0.25, 0.25, 0.25, 0.25])
  }

  @Test func subgraphsSeeTheirFunctionsAttributes() throws {
    let branch = { (attribute: String) in
      ONNXGraph(
        [
          ONNXNode(
            "LeakyRelu", ["a"], ["b"],
            [ONNXAttribute(name: "alpha", value: .float(0), referencedName: attribute)])
        ], outputs: ["b"])
    }
    let function = ONNXFunction(
      name: "Choose", domain: "local", inputs: ["c", "a"], outputs: ["r"], attributes: ["slope"],
      nodes: [
        ONNXNode(
          "If", ["c"], ["r"], graphs: [("then_branch", branch("slope")), ("else_branch", branch("none"))])
      ], opsetImports: [ONNXOpset(version: 17)])
    let run = try ONNXModelRun(
      [call("Choose", ["c", "x"], ["y"], slope: 2)], inputs: [("c", Tensor(scalar: true)), ("x", x)],
      outputs: ["y"], functions: [function])
    #expect(run.outputs[0].elements(as: Float.self) == [-4, 0, 4])
  }

  /// In ONNX's own domain the standard holds, elsewhere the model.
  @Test func functionsHideOperatorsOfOtherDomainsOnly() throws {
    let double = { (name: String, domain: String) in
      ONNXFunction(
        name: name, domain: domain, inputs: ["a"], outputs: ["r"],
        nodes: [ONNXNode("Add", ["a", "a"], ["r"])],
        opsetImports: [ONNXOpset(version: 17)])
    }
    let run = try ONNXModelRun(
      [ONNXNode("Neg", ["x"], ["y"]), ONNXNode("Unheard", ["x"], ["z"])], inputs: [("x", x)],
      outputs: ["y", "z"], functions: [double("Neg", ""), double("Unheard", "")])
    #expect(run.outputs.map { $0.elements(as: Float.self) } == [[2, 0, -4], [-4, 0, 8]])
  }

  // Refusals

  private func problem(_ nodes: [ONNXNode], _ functions: [ONNXFunction]) throws -> Diagnostic {
    let found = try ONNXModelRun.problems(
      nodes, inputs: [("x", x.type)], outputs: ["y"], functions: functions)
    #expect(found.count == 1)
    return try #require(found.first)
  }

  @Test func recursionIsRefused() throws {
    let chain = [("A", "B"), ("B", "A")].map { name, next in
      ONNXFunction(
        name: name, domain: "local", inputs: ["a"], outputs: ["r"],
        nodes: [ONNXNode(domain: "local", operatorType: next, inputs: ["a"], outputs: ["r"])],
        opsetImports: [ONNXOpset(version: 17)])
    }
    let found = try problem([call("A", ["x"], ["y"])], chain)
    #expect(found.code == .cyclicGraph)
    #expect(found.message == "function local::A calls itself: local::A → local::B → local::A")
    #expect(found.location.node == "caller/B#0/A#0")
    #expect(found.location.nodeIndex == 0)
  }

  @Test func manyCallsInsideEachOtherAreRefused() throws {
    let chain = (0..<70).map { level in
      ONNXFunction(
        name: "F\(level)", domain: "local", inputs: ["a"], outputs: ["r"],
        nodes: [
          level == 69
            ? ONNXNode("Neg", ["a"], ["r"])
            : ONNXNode(domain: "local", operatorType: "F\(level + 1)", inputs: ["a"], outputs: ["r"])
        ], opsetImports: [ONNXOpset(version: 17)])
    }
    #expect(try problem([call("F0", ["x"], ["y"])], chain).code == .sizeLimitExceeded)
  }

  /// Twenty levels that each call the next twice are a million nodes.
  @Test func explosionIsRefused() throws {
    let levels = (0..<20).map { level in
      let next = level == 19 ? "Neg" : "F\(level + 1)"
      let domain = level == 19 ? "" : "local"
      return ONNXFunction(
        name: "F\(level)", domain: "local", inputs: ["a"], outputs: ["r"],
        nodes: [("a", "t"), ("t", "r")].map {
          ONNXNode(domain: domain, operatorType: next, inputs: [$0], outputs: [$1])
        }, opsetImports: [ONNXOpset(version: 17)])
    }
    #expect(try problem([call("F0", ["x"], ["y"])], levels).code == .sizeLimitExceeded)
  }

  @Test func problemsInsideAreLocatedAtTheCall() throws {
    let found = try problem([call("LeakyAdd", ["x"], ["y"])], [leakyAdd()])
    #expect(found.code == .invalidInputs)
    #expect(found.location.node == "caller/sum")
    #expect(found.notes.contains("in function local::LeakyAdd"))
  }

  @Test func unknownOperatorsInsideAreReported() throws {
    var function = leakyAdd()
    function.nodes[1].operatorType = "Unheard"
    let found = try problem([call("LeakyAdd", ["x", "x"], ["y"])], [function])
    #expect(found.code == .unsupportedOperator)
    #expect(found.location.node == "caller/Unheard#1")
  }

  @Test func misfitsAreRefused() throws {
    let call = call("LeakyAdd", ["x", "x"], ["y"])
    #expect(try problem([call], [leakyAdd(opsets: [])]).code == .unsupportedOpset)
    #expect(try problem([call], [leakyAdd(opsets: [ONNXOpset(version: 99)])]).code == .unsupportedOpset)
    #expect(try problem([call], [leakyAdd(), leakyAdd()]).code == .duplicateName)
    var other = call
    other.attributes = [ONNXAttribute(name: "steepness", value: .float(1))]
    #expect(try problem([other], [leakyAdd()]).code == .invalidAttribute)
    other = call
    other.inputs = ["x", "x", "x"]
    #expect(try problem([other], [leakyAdd()]).code == .invalidInputs)
    other = call
    other.attributes = [ONNXAttribute(name: "slope", value: .graph(ONNXGraph([], outputs: [])))]
    #expect(try problem([other], [leakyAdd()]).code == .invalidAttribute)
    let stray = ONNXNode("LeakyRelu", ["x"], ["y"], leakyAdd().nodes[1].attributes)
    #expect(try problem([stray], []).code == .invalidAttribute)
  }
}
