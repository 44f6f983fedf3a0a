import EdgeIR
import EdgeSupport
import EdgeTestSupport
import Testing

@Suite struct SubgraphTests {
  private struct Carrier: SubgraphCarrying {
    static let name = "Carrier"
    var body: Subgraph
    var count = 2

    var quantization: QuantizationRule { .floatOnly }
    var subgraphs: [Subgraph] { [body] }

    func replacing(_ subgraphs: [Subgraph]) -> Carrier { Carrier(body: subgraphs[0], count: count) }
    func runs(of subgraph: Int) -> Int? { count }
    func infer(_ inputs: [TensorType?]) throws -> [TensorType] { body.outputTypes }
    func evaluate(_ inputs: [Tensor?]) throws -> [Tensor] { inputs.compactMap { $0 } }
  }

  private let vector = TensorType(.float32, [2])

  /// y = (x + w) - z, under names with a prefix.
  private func body(
    _ prefix: String = "", weight: [Float] = [1, 2], swapped: Bool = false, spare: Bool = false
  ) throws -> Subgraph {
    var editor = GraphEditor(name: "\(prefix)body")
    let x = editor.addInput(name: "\(prefix)x", type: vector)
    let z = editor.addInput(name: "\(prefix)z", type: vector)
    if spare { _ = editor.addConstant(Tensor([1], [Float(7)]), name: "spare") }
    let w = editor.addConstant(Tensor([2], weight), name: "\(prefix)w")
    let inputs = swapped ? [z, w, x] : [x, w, z]
    let y = try editor.add(Sample.AddSubtract(), inputs, names: ["\(prefix)y"])
    editor.addOutput(name: "\(prefix)out", value: y[0])
    return Subgraph(editor.graph)
  }

  @Test func equalWhateverTheNames() throws {
    let (a, b) = (try body(), try body("other ", spare: true))
    #expect(a == b)
    #expect(a.hashValue == b.hashValue)
    let c = try body(weight: [1, 3])
    #expect(a != c)
    let d = try body(swapped: true)
    #expect(a != d)
  }

  private func carrier(_ body: Subgraph) throws -> Graph {
    var editor = GraphEditor(name: "g")
    let x = editor.addInput(name: "x", type: vector)
    let y = try editor.add(Carrier(body: body), [x, x], names: ["y"])
    editor.addOutput(name: "y", value: y[0])
    return editor.graph
  }

  @Test func printedBelowTheirNode() throws {
    #expect(
      GraphPrinter.text(try carrier(body())) == """
        graph g(%x: f32[2]) {
          %y = Carrier(%x, %x) count=2 : f32[2]
            body: graph body(%x: f32[2], %z: f32[2]) {
              %w = constant f32[2] = [1.0, 2.0]
              %y = AddSubtract(%x, %w, %z) : f32[2]
              return %y as "out"
            }
          return %y as "y"
        }

        """)
  }

  @Test func verifiedWithTheirGraph() throws {
    let sound = try carrier(body())
    #expect(GraphVerifier.verify(sound, stage: .canonical) == [])
    var editor = GraphEditor(try body().graph)
    _ = try editor.add(Sample.Negate(), [editor.graph.inputs[0]])
    let wasteful = try carrier(Subgraph(editor.graph))
    #expect(GraphVerifier.verify(wasteful, stage: .imported) == [])
    #expect(
      GraphVerifier.verify(wasteful, stage: .canonical).map(\.message) == ["G6: contributes to no output"])
  }

  @Test func inputsAreReordered() throws {
    var editor = GraphEditor(try body().graph)
    let spare = editor.addInput(name: "spare", type: vector)
    let (x, z) = (editor.graph.inputs[0], editor.graph.inputs[1])
    editor.setInputs([z, spare, x])
    #expect(editor.graph.inputs.map { editor.graph[$0].name } == ["z", "spare", "x"])
    editor.setInputs([x, z])
    #expect(!editor.graph.contains(spare))
    #expect(GraphVerifier.verify(editor.graph, stage: .imported) == [])
  }
}
