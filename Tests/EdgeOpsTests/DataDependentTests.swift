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

  /// What is computed from the first element, beyond the data, is no index of the table.
  @Test func indicesBeyondTheDataAreHarmless() throws {
    let axis = ONNXAttribute(name: "axis", value: .int(0))
    let model = DataDependentModel(
      [
        ONNXNode(operatorType: "Reshape", inputs: ["x", "flat"], outputs: ["f"]),
        ONNXNode(operatorType: "NonZero", inputs: ["f"], outputs: ["i"]),
        ONNXNode(operatorType: "Reshape", inputs: ["i", "flat"], outputs: ["j"]),
        ONNXNode(operatorType: "Gather", inputs: ["f", "j"], outputs: ["v"], attributes: [axis]),
        ONNXNode(
          operatorType: "Cast", inputs: ["v"], outputs: ["n"],
          attributes: [ONNXAttribute(name: "to", value: .int(7))]),
        ONNXNode(operatorType: "Sub", inputs: ["n", "six"], outputs: ["k"]),
        ONNXNode(operatorType: "Gather", inputs: ["table", "k"], outputs: ["y"], attributes: [axis]),
      ], inputs: ["x": x],
      constants: [
        "flat": Tensor([1], [Int64(-1)]), "six": Tensor(scalar: Int64(6)),
        "table": Tensor([5], [Float](arrayLiteral: 1, 2, 3, 4, 5)),
      ], outputs: ["y"])
    #expect(try model.run(model.graph(bound: false))[0].elements(as: Float.self) == [2, 3, 5])
  }

  /// Both branches may read what has extents; what they give is full.
  @Test func branchesKnowExtentsFromOutside() throws {
    func branch(_ kind: String) -> ONNXAttribute {
      ONNXAttribute(
        name: kind,
        value: .graph(
          ONNXGraph(
            nodes: [
              ONNXNode(operatorType: "Shape", inputs: ["i"], outputs: ["\(kind)/s"]),
              ONNXNode(
                operatorType: kind == "then_branch" ? "Neg" : "Abs", inputs: ["\(kind)/s"],
                outputs: ["\(kind)/y"]),
            ], inputs: [], outputs: [ONNXValueInfo(name: "\(kind)/y", type: nil)])))
    }
    let model = DataDependentModel(
      [
        ONNXNode(operatorType: "NonZero", inputs: ["x"], outputs: ["i"]),
        ONNXNode(
          operatorType: "If", inputs: ["c"], outputs: ["y"],
          attributes: [branch("then_branch"), branch("else_branch")]),
      ], inputs: ["c": Tensor(scalar: true), "x": x], outputs: ["y"])
    #expect(try model.run(model.graph(bound: false))[0].elements(as: Int64.self) == [-2, -3])
  }

  /// Positions that count from the end count from that of the data.
  @Test func gatherFromBothEnds() throws {
    let model = DataDependentModel(
      [
        ONNXNode(operatorType: "NonZero", inputs: ["x"], outputs: ["i"]),
        ONNXNode(
          operatorType: "Gather", inputs: ["i", "ends"], outputs: ["y"],
          attributes: [ONNXAttribute(name: "axis", value: .int(1))]),
      ], inputs: ["ends": Tensor([2], [Int64](arrayLiteral: 0, -1)), "x": x], outputs: ["y"])
    #expect(try model.run(model.graph(bound: false))[0].elements(as: Int64.self) == [0, 1, 1, 2])
  }
}
