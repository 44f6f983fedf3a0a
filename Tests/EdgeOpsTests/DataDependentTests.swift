import EdgeIR
import EdgeSupport
import EdgeTestSupport
import ONNXFormat
import Testing

/// Values whose size depends on data: which part of them operators keep account of, and what they refuse.
struct DataDependentTests {
  private let x = Tensor([2, 3], [Float](arrayLiteral: 0, 2, 0, 3, 0, 5))

  @Test func theCountIsAnOutput() throws {
    let model = DataDependentModel(
      [ONNXNode(operatorType: "NonZero", inputs: ["x"], outputs: ["y"])], inputs: ["x": x], outputs: ["y"])
    let graph = try model.graph(bound: false)
    #expect(graph.outputs.map(\.name) == ["y", "y.count"])
    #expect(graph.extents == [OutputExtent(output: 0, axis: 1, count: 1)])
    #expect(try model.run(graph)[0].isIdentical(to: Tensor([2, 3], [Int64](arrayLiteral: 0, 1, 1, 1, 0, 2))))
  }

  /// A mean needs to know of how many; it is told when the data are given.
  @Test func exactSizesNeedData() throws {
    let axes = [ONNXAttribute(name: "axes", value: .ints([1]))]
    let model = DataDependentModel(
      [
        ONNXNode(operatorType: "NonZero", inputs: ["x"], outputs: ["i"]),
        ONNXNode(operatorType: "ReduceMean", inputs: ["i"], outputs: ["y"], attributes: axes),
      ], inputs: ["x": x], outputs: ["y"])
    let error = #expect(throws: DiagnosticsError.self) { try model.graph(bound: false) }
    #expect(error?.diagnostics.map(\.code) == [.sizeDependsOnData])
    #expect(error?.diagnostics.first?.location.operatorType == "ReduceMean")
    #expect(try model.run(model.graph(bound: true))[0].elements(as: Int64.self) == [0, 1])
  }
}
