import EdgeIR
import EdgeOps
import EdgeTestSupport

/// Graphs of exact operators that share, overwrite, cut and join memory in every way that the driver arranges.
struct RandomGraph {
  private var editor: GraphEditor
  private var generator: SeededGenerator
  private var values: [ValueID] = []

  static func make(seed: UInt64) throws -> Graph {
    var random = RandomGraph(seed: seed)
    for _ in 0..<Int.random(in: 3...14, using: &random.generator) { try random.grow() }
    for index in 0..<Int.random(in: 1...4, using: &random.generator) {
      random.editor.addOutput(name: "output_\(index)", value: random.pick())
    }
    return random.editor.graph
  }

  static func inputs(of graph: Graph, seed: UInt64) -> [Tensor] {
    graph.inputs.enumerated().map { Models.ramp(graph[$1].type.shape, from: Int(seed) + 7 * $0) }
  }

  private init(seed: UInt64) {
    generator = SeededGenerator(seed: seed)
    editor = GraphEditor(name: "random")
    for index in 0..<Int.random(in: 1...3, using: &generator) {
      values.append(editor.addInput(name: "input_\(index)", type: Models.vector(randomSize())))
    }
    values.append(editor.addConstant(Models.ramp([randomSize()]), name: "constant"))
  }

  private mutating func randomSize() -> Int {
    [1, 3, 4, 8, 12, 17][Int.random(in: 0..<6, using: &generator)]
  }

  private mutating func pick() -> ValueID { values[Int.random(in: 0..<values.count, using: &generator)] }

  /// Recent values more often than old ones: long chains.
  private mutating func recent() -> ValueID {
    Bool.random(using: &generator) ? values[values.count - 1] : pick()
  }

  private mutating func add(_ op: any Operator, _ inputs: [ValueID]) throws {
    values += try editor.add(op, inputs)
  }

  private mutating func grow() throws {
    let x = recent()
    let shape = editor.graph[x].type.shape
    let count = shape.reduce(1, *)
    switch Int.random(in: 0..<8, using: &generator) {
    case 0: try add(Clip(lower: -0.75, upper: 0.5), [x])
    case 1:
      let peers = values.filter { editor.graph[$0].type.shape == shape }
      try add(Binary(.add), [x, peers[Int.random(in: 0..<peers.count, using: &generator)]])
    case 2: try add(Reshape(shape: shape.count == 1 ? [1, count] : [count]), [x])
    case 3, 4:
      let peers = values.filter { editor.graph[$0].type.rank == shape.count }
      let others = (0..<Int.random(in: 1...2, using: &generator)).map { _ in
        peers[Int.random(in: 0..<peers.count, using: &generator)]
      }
      if count < 200 { try add(Concat(axis: shape.count - 1), [x] + others) }
    case 5, 6:
      let size = Int.random(in: 1...count, using: &generator)
      let start = Int.random(in: 0...(count - size), using: &generator)
      let rank = shape.count
      try add(
        Slice(
          starts: Array([0, start].suffix(rank)), steps: [Int](repeating: 1, count: rank),
          sizes: Array([1, size].suffix(rank))), [x])
    default:
      try add(Cast(to: .int16), [x])
      try add(Cast(to: .float32), [values[values.count - 1]])
      let integers = values.remove(at: values.count - 2)
      if Bool.random(using: &generator) {
        editor.addOutput(name: "integers_\(values.count)", value: integers)
      }
    }
  }
}
