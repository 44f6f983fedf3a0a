import EdgeIR
import EdgeInterpreter
import EdgeOps
import EdgeTFLite
import EdgeTestSupport
import TFLiteFormat
import Testing

/// LiteRT's operators that work in place overwrite nothing that is still read, whatever reshapes lie between.
struct SharedMemoryTests {
  /// `t` is computed in place of `x²`, seen through a reshape, negated in place of that, and read again.
  private func graph(_ op: any Operator, shape: [Int]) throws -> Graph {
    var editor = GraphEditor(name: "shared")
    let x = editor.addInput(name: "x", type: TensorType(.float32, [6, 16]))
    let square = try editor.add(Binary(.multiply), [x, x])[0]
    let t = try editor.add(Unary(.neg), [square])[0]
    let seen = try editor.add(Reshape(shape: shape), [t])[0]
    let changed = try editor.add(op, [seen])[0]
    let back = try editor.add(Reshape(shape: [6, 16]), [changed])[0]
    editor.addOutput(name: "y", value: try editor.add(Binary(.subtract), [t, back])[0])
    return editor.graph
  }

  @Test(
    arguments: [Unary(.neg), Unary(.abs), Unary(.exp), Unary(.tanh)], [[96], [12, 8], [2, 3, 4, 2, 2, 1]])
  func keepsWhatIsRead(op: Unary, shape: [Int]) throws {
    let graph = try graph(op, shape: shape)
    let x = Tensor.random([6, 16], of: Float.self, in: -1...1)
    let expected = try Interpreter(graph).run([x])[0]
    let lowered = try TFLiteHost.lower(graph, target: .litert, description: "", metadata: [])
    let file = try TFLiteEncoder.encode(lowered.model)
    for resolver in LiteRTOracle.Resolver.allCases {
      let answer = try LiteRTOracle.run(file, inputs: [OracleTensor(x)], resolver: resolver)
      let actual = try #require(answer.outputs.first?.tensor)
      try OperatorCheck.compare(actual, expected, .init(relative: 1e-5, absolute: 1e-6))
    }
  }
}
