import EdgeIR
import EdgeInterpreter
import EdgeOps
@testable import EdgePasses
import EdgeTestSupport
import Testing

@Suite struct RemoveDeadChannelsTests {
  /// Inputs with every extreme, and random ones.
  private static func inputs(of graph: Graph, seed: UInt64) -> [[Tensor]] {
    var generator = SeededGenerator(seed: seed)
    let type = graph[graph.inputs[0]].type
    func fill(_ next: () -> Int) -> [Tensor] {
      let values = (0..<type.elementCount).map { _ in next() }
      let tensor =
        type.element == .int16
        ? Tensor(type.shape, values.map { Int16($0) }) : Tensor(type.shape, values.map { Int8($0) })
      return [tensor.as(type)]
    }
    let range = ClosedRange<Int>(of: type.element)
    return [
      fill { range.lowerBound }, fill { range.upperBound }, fill { Int.random(in: range, using: &generator) },
      fill { Bool.random(using: &generator) ? range.lowerBound : range.upperBound },
    ]
  }

  private static func channels(_ graph: Graph) -> Int {
    graph.nodes.reduce(0) { $0 + (graph[$1.outputs[0]].type.shape.last ?? 0) }
  }

  @Test(arguments: [ElementType.int8, .int16]) func resultsKeepEveryBit(_ element: ElementType) throws {
    var (before, after) = (0, 0)
    for seed in 0..<60 as Range<UInt64> {
      let graph = try RandomIntegerGraph.make(seed: seed, element: element)
      let smaller = try PassManager([.removeDeadChannels]).run(graph)
      for inputs in Self.inputs(of: graph, seed: seed) {
        let (wanted, found) = (try Interpreter(graph).run(inputs), try Interpreter(smaller).run(inputs))
        #expect(zip(wanted, found).allSatisfy { $0.isIdentical(to: $1) }, "seed \(seed)")
      }
      before += Self.channels(graph)
      after += Self.channels(smaller)
    }
    #expect(after * 100 < before * 93, "\(before) to \(after)")
  }

  @Test func boundsHoldWhateverTheInputs() throws {
    for seed in 100..<130 as Range<UInt64> {
      var editor = GraphEditor(try RandomIntegerGraph.make(seed: seed))
      let values = editor.graph.nodes.map { $0.outputs[0] }
      for value in values { editor.addOutput(name: "shown", value: value) }
      let bounds = try IntegerBounds(editor.graph)
      for inputs in Self.inputs(of: editor.graph, seed: seed) {
        let found = try Interpreter(editor.graph).run(inputs).suffix(values.count)
        for (value, tensor) in zip(values, found) {
          let known = try #require(bounds[value])
          let integers = tensor.integers() ?? []
          #expect(integers.enumerated().allSatisfy { known[$0.offset % known.count].contains($0.element) })
        }
      }
    }
  }

  private static func biases(_ tensor: Tensor) -> Tensor {
    tensor.as(TensorType(.int32, tensor.shape, quantization: Quantization(scale: 1, zeroPoint: 0)))
  }

  /// A layer of 8 channels of which the last five always hold `value`, read by a second one of 4.
  private static func pair(value: Int32, taps: Int, pad: Int, showsFirst: Bool = false) throws -> Graph {
    var editor = GraphEditor(name: "pair")
    let unit = Quantization(scale: 1, zeroPoint: 3)
    func weights(_ shape: [Int], _ values: [Int8]) -> Tensor {
      Tensor(shape, values).as(TensorType(.int8, shape, quantization: Quantization(scale: 1, zeroPoint: 0)))
    }
    func layer(_ taps: Int, pad: Int) -> Quantized {
      Quantized(
        Conv(
          strides: [1, 1], dilations: [1, 1], padsBegin: [pad, pad], padsEnd: [pad, pad], groups: 1),
        results: [.init(.int8, unit)])
    }
    let x = editor.addInput(name: "x", type: TensorType(.int8, [1, 3, 3, 1], quantization: unit))
    let first = weights([8, 1, 1, 1], [1, 2, 3, 0, 0, 0, 0, 0])
    let bias = Tensor([8], [0, 0, 0, value - 3, value - 3, value - 3, value - 3, value - 3] as [Int32])
    let a = try editor.add(
      layer(1, pad: 0), x, editor.addConstant(first, name: "w"),
      editor.addConstant(Self.biases(bias), name: "b"), as: "a")
    let second = weights([4, taps, taps, 8], (0..<taps * taps * 32).map { Int8($0 % 5) })
    let y = try editor.add(layer(taps, pad: pad), a, editor.addConstant(second, name: "v"), as: "y")
    editor.addOutput(name: "y", value: y)
    if showsFirst { editor.addOutput(name: "a", value: a) }
    return editor.graph
  }

  private static func channelsOfFirst(_ graph: Graph) throws -> Int? {
    let smaller = try PassManager([.removeDeadChannels]).run(graph)
    return smaller.nodes.first.flatMap { smaller[$0.outputs[0]].type.shape.last }
  }

  @Test func deadChannelsGoInMultiplesOf4AndTheirPartIsInTheBias() throws {
    let smaller = try PassManager([.removeDeadChannels]).run(Self.pair(value: 10, taps: 1, pad: 0))
    let nodes = Array(smaller.nodes)
    #expect(smaller[nodes[0].outputs[0]].type.shape == [1, 3, 3, 4])
    #expect(smaller.constant(nodes[1], 1)?.shape == [4, 1, 1, 4])
    // The number 7 times weights k mod 5 of the channels 4 to 7 of each row.
    let parts = (0..<4).map { row in (4..<8).reduce(0) { $0 + 7 * ((row * 8 + $1) % 5) } }
    #expect(smaller.constant(nodes[1], 2)?.integers() == parts)
  }

  /// Value, taps and pad of the reader, and how many channels remain.
  @Test(arguments: [(10, 1, 0, 4), (10, 3, 0, 4), (10, 3, 1, 8), (3, 3, 1, 4)])
  func paddingStandsForTheZeroPoint(_ value: Int32, _ taps: Int, _ pad: Int, _ channels: Int) throws {
    #expect(try Self.channelsOfFirst(Self.pair(value: value, taps: taps, pad: pad)) == channels)
  }

  @Test func outputsOfTheGraphStayWhole() throws {
    #expect(try Self.channelsOfFirst(Self.pair(value: 10, taps: 1, pad: 0, showsFirst: true)) == 8)
  }

  @Test func aBiasThatItsTypeCannotHoldStaysAsItIs() throws {
    var editor = GraphEditor(try Self.pair(value: 10, taps: 1, pad: 0))
    let node = try #require(Array(editor.graph.nodes).last)
    let largest = Tensor([4], [Int32](repeating: .max - 3, count: 4))
    let bias = editor.addConstant(Self.biases(largest), name: "c")
    try editor.replace(node.id, with: node.operator, inputs: node.inputs + [bias])
    #expect(try Self.channelsOfFirst(editor.graph) == 8)
  }
}
