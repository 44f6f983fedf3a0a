import EdgeIR
import EdgeInterpreter
import EdgeOps
import EdgeTestSupport
import Testing

@testable import EdgePasses

/// What a back end lacks is said in simpler operators; what it has, or what has no simpler form, stays.
struct DecomposeTests {
  private func normalization() throws -> GraphEditor {
    var editor = GraphEditor(name: "g")
    let x = editor.addInput(name: "x", type: TensorType(.float32, [2, 3, 4]))
    let y = try editor.add(LayerNormalization(axis: 1, epsilon: 1e-5), [x])[0]
    let z = try editor.add(Determinant(), [try editor.add(Reshape(shape: [6, 2, 2]), [y])[0]])[0]
    editor.addOutput(name: "z", value: z)
    return editor
  }

  private func names(_ graph: Graph) -> Set<String> { Set(graph.nodes.map(\.operator.name)) }

  @Test func replacesWhatIsNotLegal() throws {
    let graph = try normalization().graph
    let pass = Pass.decompose { node, _ in !(node.operator is LayerNormalization) }
    let decomposed = try PassManager([pass]).run(graph)
    #expect(names(decomposed) == ["Reduce", "Binary", "Unary", "Reshape", "Determinant"])
    let x = [Tensor([2, 3, 4], (0..<24).map { Float($0 * $0 % 17) })]
    let tolerance = OperatorCheck.Tolerance(relative: 1e-5)
    try OperatorCheck.compare(
      Interpreter(decomposed).run(x)[0], Interpreter(graph).run(x)[0], tolerance)
  }

  @Test func leavesWhatIsLegal() throws {
    let graph = try normalization().graph
    let kept = try PassManager([.decompose { _, _ in true }]).run(graph)
    #expect(names(kept) == ["LayerNormalization", "Reshape", "Determinant"])
  }

  @Test func leavesWhatHasNoSimplerForm() throws {
    let graph = try normalization().graph
    let kept = try PassManager([.decompose { _, _ in false }]).run(graph)
    #expect(names(kept).contains("Determinant"))
  }

  /// "And" of int32s is said with exclusive ors, and these likewise: without XOR there is no end to it.
  @Test func goesInNoCircle() throws {
    var editor = GraphEditor(name: "g")
    let inputs = ["a", "b"].map { editor.addInput(name: $0, type: TensorType(.int32, [4])) }
    editor.addOutput(name: "y", value: try editor.add(Logical(.and), inputs)[0])
    let graph = try PassManager([.decompose { node, _ in !(node.operator is Logical) }]).run(editor.graph)
    #expect(graph.order.count < 1000)
  }

  @Test func reachesSubgraphs() throws {
    let branch = try normalization().graph
    var editor = GraphEditor(name: "outer")
    let condition = editor.addInput(name: "c", type: TensorType(.bool, []))
    let x = editor.addInput(name: "x", type: TensorType(.float32, [2, 3, 4]))
    let op = If(then: Subgraph(branch), else: Subgraph(branch))
    editor.addOutput(name: "y", value: try editor.add(op, [condition, x])[0])
    let pass = Pass.decompose { node, _ in !(node.operator is LayerNormalization) }
    let graph = try PassManager([pass]).run(editor.graph)
    let carried = try #require(graph.nodes.first?.operator as? any SubgraphCarrying)
    #expect(carried.subgraphs.allSatisfy { !names($0.graph).contains("LayerNormalization") })
  }
}
