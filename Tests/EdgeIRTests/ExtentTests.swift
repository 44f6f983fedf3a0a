import EdgeIR
import EdgeTestSupport
import Testing

/// Extents, outputs cut to them, and what operators make of them by their layout alone.
struct ExtentTests {
  private let count: ValueID
  private let graph: Graph

  init() throws {
    var editor = GraphEditor(name: "g")
    let x = editor.addInput(name: "x", type: TensorType(.float32, [2, 3]))
    count = editor.addInput(name: "n", type: TensorType(.int64, []))
    editor.addOutput(name: "x", value: x)
    editor.addOutput(name: "x.count", value: count)
    editor.limitOutput(OutputExtent(output: 0, axis: 1, count: 1))
    graph = editor.graph
  }

  @Test func arithmeticStaysExact() throws {
    let extent = Extent(count: count, capacity: 10)
    let rows = try #require(extent.multiplied(by: 4))
    #expect((0...12).map { rows.size(count: $0) } == (0...12).map { min($0, 10) * 4 })
    #expect(rows.divided(by: 4) == extent)
    #expect(rows.divided(by: 3) == nil)
    let tail = try #require(extent.sliced(from: 2, size: 5))
    #expect((0...12).map { tail.size(count: $0) } == (0...12).map { min(max($0 - 2, 0), 5) })
    #expect(extent.multiplied(by: .max) == nil)
    #expect(extent.size(count: .max) == 10)
  }

  @Test(arguments: [-1, 0, 2, 3, 9]) func outputsAreTrimmed(_ number: Int) {
    let x = Tensor([2, 3], [Float](arrayLiteral: 1, 2, 3, 4, 5, 6))
    let trimmed = graph.trimmed([x, Tensor(scalar: Int64(number))])
    let width = min(max(number, 0), 3)
    #expect(trimmed.count == 1)
    #expect(trimmed[0].shape == [2, width])
    #expect(
      trimmed[0].elements(as: Float.self) == [Float]([1, 2, 3].prefix(width))
        + [Float]([4, 5, 6].prefix(width)))
  }

  @Test func theTextFormSaysSo() {
    #expect(GraphPrinter.text(graph).contains("%x as \"x\" limited along 1 by \"x.count\""))
    #expect(GraphVerifier.verify(graph, stage: .canonical).isEmpty)
  }

  @Test func elementwiseOperandsMustAgree() {
    let (extent, other) = (Extent(count: count, capacity: 3), Extent(count: graph.inputs[0], capacity: 3))
    let (wide, one, row) = (
      TensorType(.float32, [2, 3]), TensorType(.float32, [2, 1]), TensorType(.float32, [3])
    )
    func flow(_ a: AxisExtents, _ b: AxisExtents, _ types: [TensorType]) -> AxisExtents? {
      ExtentFlow.elementwise([a, b], types, [wide])?.outputs[0]
    }
    #expect(flow([1: extent], [:], [wide, one]) == [1: extent])
    #expect(flow([1: extent], [0: extent], [wide, row]) == [1: extent])
    #expect(flow([1: extent], [0: other], [wide, row]) == nil)
    #expect(flow([1: extent], [:], [wide, row]) == nil)
    #expect(flow([:], [1: Extent(count: count, capacity: 1)], [wide, one]) == nil)
  }

  @Test func touchedAxesMustBeFull() {
    let extent = Extent(count: count, capacity: 3)
    let (x, y) = (TensorType(.float32, [2, 3]), TensorType(.float32, [3]))
    #expect(ExtentFlow.touching([0], [[1: extent]], [x], [x])?.outputs == [[1: extent]])
    #expect(ExtentFlow.touching([0], [[1: extent]], [x], [y])?.outputs == [[0: extent]])
    #expect(ExtentFlow.touching([1], [[1: extent]], [x], [x]) == nil)
    #expect(ExtentFlow.touching([0], [[1: extent], [:]], [x, x], [x]) == nil)
  }
}
