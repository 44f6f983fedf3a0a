import EdgeIR
import EdgeInterpreter
import EdgeOps
@testable import EdgePasses
import EdgeTestSupport
import Testing

@Suite struct TabulateTests {
  private static let gate = Quantization(scale: 1 / 256, zeroPoint: -128)
  private static let result = Quantization(scale: 0.04, zeroPoint: -121)

  /// A tensor with all integers of its type.
  private static var all: Tensor {
    Tensor([1, 16, 16], (0..<256).map { Int8($0 - 128) }).as(type)
  }

  private static let type = TensorType(
    .int8, [1, 16, 16], quantization: Quantization(scale: 0.06, zeroPoint: 7))

  /// x, its logistic function, and their product; `change` may add to the graph.
  private static func swish(
    _ change: (inout GraphEditor, _ x: ValueID, _ gate: ValueID, _ y: ValueID) throws -> Void = {
      _, _, _, _ in
    }
  ) throws -> Graph {
    var editor = GraphEditor(name: "swish")
    let x = editor.addInput(name: "x", type: type)
    let logistic = Quantized(Unary(.sigmoid), results: [.init(.int8, gate)])
    let g = try editor.add(logistic, [x], names: ["gate"])[0]
    let y = try editor.add(
      Quantized(Binary(.multiply), results: [.init(.int8, result)]), [x, g], names: ["y"])[0]
    try change(&editor, x, g, y)
    editor.addOutput(name: "y", value: y)
    return editor.graph
  }

  private static func operators(_ graph: Graph) -> [String] {
    graph.nodes.map { ($0.operator as? Quantized)?.operator.name ?? $0.operator.name }
  }

  private static func tabulated(_ graph: Graph) throws -> Graph {
    let after = try PassManager([.tabulate]).run(graph)
    let inputs = graph.inputs.map { _ in all }
    let (wanted, found) = (try Interpreter(graph).run(inputs), try Interpreter(after).run(inputs))
    #expect(zip(wanted, found).allSatisfy { $0.isIdentical(to: $1) })
    return after
  }

  @Test func productOfATensorAndItsFunction() throws {
    #expect(try Self.operators(Self.tabulated(Self.swish())) == ["IntegerTable"])
  }

  @Test func whatFollowsIsPartOfIt() throws {
    let graph = try Self.swish { editor, _, _, y in
      let negated = try editor.add(
        Quantized(Unary(.neg), results: [.init(.int8, Self.result)]), [y], names: ["z"])[0]
      editor.addOutput(name: "z", value: negated)
    }
    // y is an output: a table for z would only be read from further away.
    #expect(try Self.operators(Self.tabulated(graph)) == ["IntegerTable", "Unary"])
  }

  @Test func aSingleNumberIsPartOfIt() throws {
    let graph = try Self.swish { editor, _, _, y in
      let one = editor.addConstant(
        Tensor([1], [Int8(50)]).as(TensorType(.int8, [1], quantization: Self.result)), name: "one")
      let sum = try editor.add(
        Quantized(Binary(.add), results: [.init(.int8, Self.result)]), [y, one], names: ["sum"])[0]
      editor.addOutput(name: "sum", value: sum)
    }
    #expect(try Self.operators(Self.tabulated(graph)) == ["IntegerTable", "IntegerTable"])
  }

  @Test func otherTensorsAreNot() throws {
    let graph = try Self.swish { editor, x, _, y in
      let other = editor.addInput(name: "other", type: Self.type)
      let row = editor.addConstant(
        Tensor([16], (0..<16).map { Int8($0) }).as(TensorType(.int8, [16], quantization: Self.result)),
        name: "row")
      for (name, operand) in [("sum", other), ("rows", row)] {
        let sum = try editor.add(
          Quantized(Binary(.add), results: [.init(.int8, Self.result)]), [y, operand], names: [name])[0]
        editor.addOutput(name: name, value: sum)
      }
    }
    #expect(try Self.operators(Self.tabulated(graph)) == ["IntegerTable", "Binary", "Binary"])
  }

  @Test func randomGraphsKeepEveryBit() throws {
    for seed in 0..<40 as Range<UInt64> {
      let graph = try RandomIntegerGraph.make(seed: seed)
      let after = try PassManager([.tabulate]).run(graph)
      var generator = SeededGenerator(seed: seed)
      let type = graph[graph.inputs[0]].type
      let x = Tensor(
        type.shape, (0..<type.elementCount).map { _ in Int8.random(in: .min ... .max, using: &generator) })
      let (wanted, found) = (
        try Interpreter(graph).run([x.as(type)]), try Interpreter(after).run([x.as(type)])
      )
      #expect(zip(wanted, found).allSatisfy { $0.isIdentical(to: $1) }, "seed \(seed)")
    }
  }
}
