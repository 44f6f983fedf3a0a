import EdgeIR
import EdgeQuantization
import EdgeSupport
import EdgeTestSupport
import Testing

struct CalibratorTests {
  private let graph: Graph
  private let count = 23

  init() throws {
    var editor = GraphEditor(name: "g")
    let x = editor.addInput(name: "x", type: TensorType(.float32, [40]))
    _ = editor.addInput(name: "i", type: TensorType(.int32, [1]))
    let c = editor.addConstant(Tensor.random([40], of: Float.self), name: "c")
    let y = try editor.add(Sample.Negate(), [x], names: ["y"])[0]
    let sum = try editor.add(Sample.AddSubtract(), [y, c, x], names: ["sum"])[0]
    editor.addOutput(name: "out", value: sum)
    graph = editor.graph
  }

  private func sample(_ index: Int) -> [Tensor] {
    [Tensor.random([40], of: Float.self, seed: UInt64(index + 1)), Tensor([1], [Int32(index)])]
  }

  @Test(arguments: [1, 2, 5, 40]) func threadsMakeNoDifference(threads: Int) throws {
    var expected = CalibrationStatistics(model: "m", sampleCount: count)
    let interpreted = try (0..<count).map { index in
      let x = sample(index)[0]
      let y = try Sample.Negate().evaluate([x])[0]
      let c = Tensor.random([40], of: Float.self)
      return [x, y, try Sample.AddSubtract().evaluate([y, c, x])[0]]
    }
    for (position, name) in ["x", "y", "sum"].enumerated() {
      var statistics = RangeStatistics()
      for tensors in interpreted { statistics.add(tensors[position]) }
      expected[name] = statistics
    }
    var done: [Int] = []
    let result = try Calibrator(graph, threads: threads).run(
      model: "m", count: count, sample: sample, progress: { done.append($0) })
    #expect(result == expected)
    #expect(result.names == ["x", "y", "sum"])
    #expect(done == Array(1...count))
  }

  @Test func firstFailureIsReported() throws {
    for threads in [1, 4] {
      let error = #expect(throws: Diagnostic.self) {
        try Calibrator(graph, threads: threads).run(model: "m", count: count) { index in
          index >= 7 ? [Tensor([1], [Float(0)])] : sample(index)
        }
      }
      #expect(error?.code == .dataMismatch)
      #expect(error?.notes == ["in sample 7"])
    }
  }

  @Test func noSamplesGiveEmptyStatistics() throws {
    let result = try Calibrator(graph).run(model: "m", count: 0, sample: sample)
    #expect(result.sampleCount == 0 && result["sum"] == RangeStatistics())
  }
}
