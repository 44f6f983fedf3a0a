@testable import EdgeIR
import EdgeSupport
import EdgeTestSupport
import Testing

/// Each rule, violated behind the editor's back.
@Suite struct GraphVerifierTests {
  struct Violation: CustomTestStringConvertible, Sendable {
    let message: String
    var stage = Stage.imported
    let commit: @Sendable (inout Graph, Values) -> Void

    var testDescription: String { message }
  }

  /// %y = Negate(%x); %z = AddSubtract(%y, %c)
  struct Values: Sendable {
    let x: ValueID
    let c: ValueID
    let y: ValueID
    let z: ValueID
  }

  private static func sound() throws -> (Graph, Values) {
    var editor = GraphEditor(name: "g")
    let x = editor.addInput(name: "x", type: TensorType(.float32, [2]))
    let c = editor.addConstant(Tensor([2], [Float(1), 2]), name: "c")
    let y = try editor.add(Sample.Negate(), [x], names: ["y"])[0]
    let z = try editor.add(Sample.AddSubtract(), [y, c], names: ["z"])[0]
    editor.addOutput(name: "z", value: z)
    return (editor.graph, Values(x: x, c: c, y: y, z: z))
  }

  static let violations: [Violation] = [
    Violation(message: "G1: reads a value before it is defined") { graph, _ in graph.order.reverse() },
    Violation(message: "G1: reads a value before it is defined") { graph, values in
      graph.valueTable[values.c.index] = nil
    },
    Violation(message: "G2: a value has no name") { graph, values in
      graph.valueTable[values.y.index]?.name = ""
    },
    Violation(message: "G2: two values have one name") { graph, values in
      graph.valueTable[values.y.index]?.name = "x"
    },
    Violation(message: "G3: infers [f32[2]], values say [f32[3]]") { graph, values in
      graph.valueTable[values.z.index]?.type.shape = [3]
    },
    Violation(message: "G3: operator refuses its inputs") { graph, values in
      graph.valueTable[values.x.index]?.type.element = .int8
    },
    Violation(message: "G4: constant f32[2] in a value of type f32[1,2]") { graph, values in
      graph.valueTable[values.c.index]?.type.shape = [1, 2]
    },
    Violation(message: "G5: output 0 does not name this node as its producer") { graph, values in
      graph.valueTable[values.y.index]?.definition = .input(0)
    },
    Violation(message: "G5: graph input 0 is not defined as such") { graph, values in
      graph.valueTable[values.x.index]?.definition = .input(1)
    },
    Violation(message: "G5: a graph output shows no value") { graph, _ in
      graph.outputs[0].value = ValueID(index: 99)
    },
    Violation(message: "G5: consumer table is out of date") { graph, values in
      graph.consumerTable[values.y.index] = []
    },
    Violation(message: "G8: output 0 does not count along an axis of output 0") { graph, _ in
      graph.extents = [OutputExtent(output: 0, axis: 0, count: 0)]
    },
    Violation(message: "G8: output 9 does not count along an axis of output 0") { graph, _ in
      graph.extents = [OutputExtent(output: 0, axis: 0, count: 9)]
    },
    Violation(message: "G6: contributes to no output", stage: .canonical) { graph, values in
      graph.outputs[0].value = values.y
    },
    Violation(message: "G7: computed twice", stage: .canonical) { graph, values in
      var editor = GraphEditor(graph)
      let twin = try? editor.add(Sample.Negate(), [values.x])[0]
      editor.addOutput(name: "twin", value: twin ?? values.x)
      graph = editor.graph
    },
  ]

  @Test(arguments: violations) func eachRuleIsChecked(_ violation: Violation) throws {
    var (graph, values) = try Self.sound()
    #expect(GraphVerifier.verify(graph, stage: .canonical).isEmpty)
    violation.commit(&graph, values)
    let problems = GraphVerifier.verify(graph, stage: violation.stage)
    #expect(problems.contains { $0.message.hasPrefix(violation.message) }, "\(problems.map(\.message))")
    #expect(problems.allSatisfy { $0.code == .internalInvariant })
  }

  @Test(arguments: violations.filter { $0.stage == .canonical })
  func canonicalRulesDoNotHoldOfImportedGraphs(_ violation: Violation) throws {
    var (graph, values) = try Self.sound()
    violation.commit(&graph, values)
    #expect(GraphVerifier.verify(graph, stage: .imported).isEmpty)
  }
}
