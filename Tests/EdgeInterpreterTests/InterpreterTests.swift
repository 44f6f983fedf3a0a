import EdgeIR
import EdgeInterpreter
import EdgeSupport
import EdgeTestSupport
import Testing

@Suite struct InterpreterTests {
  private let input = Tensor([3], [Float(1), -2, 3])

  private func vectorGraph(_ build: (inout GraphEditor, ValueID) throws -> Void) rethrows -> Graph {
    var editor = GraphEditor(name: "g")
    let x = editor.addInput(name: "x", type: TensorType(.float32, [3]))
    try build(&editor, x)
    return editor.graph
  }

  @Test func computesOutputsInOrder() throws {
    let graph = try vectorGraph { editor, x in
      let y = try editor.add(Sample.Negate(), [x])[0]
      let c = editor.addConstant(Tensor([3], [Float(10), 20, 30]), name: "c")
      let sum = try editor.add(Sample.AddSubtract(), [x, c, y])[0]
      let parts = try editor.add(Sample.Cut(count: 1), [sum])
      editor.addOutput(name: "tail", value: parts[1])
      editor.addOutput(name: "y", value: y)
    }
    let outputs = try Interpreter(graph).run([input])
    #expect(outputs.map { $0.doubles() } == [[16, 36], [-1, 2, -3]])
  }

  @Test func outputsMayShowInputsConstantsAndOneValueTwice() throws {
    let constant = Tensor(scalar: Int64(7))
    let graph = vectorGraph { editor, x in
      editor.addOutput(name: "x", value: x)
      editor.addOutput(name: "c", value: editor.addConstant(constant, name: "c"))
      editor.addOutput(name: "x again", value: x)
    }
    let outputs = try Interpreter(graph).run([input])
    #expect(zip(outputs, [input, constant, input]).allSatisfy { $0.isIdentical(to: $1) })
  }

  @Test func absentInputsAreNotGiven() throws {
    let graph = try vectorGraph { editor, x in
      editor.addOutput(name: "y", value: try editor.add(Sample.AddSubtract(), [x, x, nil])[0])
    }
    #expect(try Interpreter(graph).run([input])[0].doubles() == [2, -4, 6])
  }

  @Test func observerSeesEveryComputedValueInOrder() throws {
    let graph = try vectorGraph { editor, x in
      let y = try editor.add(Sample.Negate(), [x], names: ["y"])[0]
      let parts = try editor.add(Sample.Cut(count: 2), [y], names: ["head", "tail"])
      editor.addOutput(name: "head", value: parts[0])
    }
    var seen: [String] = []
    _ = try Interpreter(graph).run([input]) { node, value, tensor in
      seen.append("\(node.operator.name) \(graph[value].name) \(tensor.doubles())")
    }
    #expect(seen == ["Negate y [-1.0, 2.0, -3.0]", "Cut head [-1.0, 2.0]", "Cut tail [-3.0]"])
  }

  @Test(
    arguments: [
      ([], "expected 1 inputs, got 0"),
      ([Tensor([4], [Float](repeating: 0, count: 4))], "expected f32[3], got f32[4]"),
      ([Tensor([3], [Int32](repeating: 0, count: 3))], "expected f32[3], got i32[3]"),
    ] as [([Tensor], String)])
  func inputsMustFit(_ inputs: [Tensor], message: String) throws {
    let graph = vectorGraph { editor, x in editor.addOutput(name: "y", value: x) }
    let error = #expect(throws: Diagnostic.self) { try Interpreter(graph).run(inputs) }
    #expect(error?.code == .dataMismatch)
    #expect(error?.message == message)
  }

  @Test func refusingKernelIsLocated() throws {
    let graph = try vectorGraph { editor, x in
      let origin = Origin(name: "root", operatorType: "Sqrt", opset: 13, index: 4)
      editor.addOutput(name: "y", value: try editor.add(Sample.NonNegative(), [x], origins: [origin])[0])
    }
    let error = #expect(throws: Diagnostic.self) { try Interpreter(graph).run([input]) }
    #expect(error?.code == .invalidInputs)
    #expect(error?.message == "expected elements >= 0, got -2.0")
    #expect(error?.location == .init(node: "root", nodeIndex: 4, operatorType: "Sqrt", opset: 13))
  }
}
