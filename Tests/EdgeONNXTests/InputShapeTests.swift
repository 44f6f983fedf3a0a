import EdgeIR
import EdgeONNX
import EdgeOps
import EdgeSupport
import ONNXFormat
import Testing

/// How free dimensions become numbers.
@Suite struct InputShapeTests {
  /// y = Relu(x), r = Reshape(x, shape) when a shape input is wanted.
  private func model(_ shape: [ONNXDimension], reshape: Bool = false) -> ONNXModel {
    var inputs = [ONNXValueInfo(name: "x", type: .tensor(elementType: .float, shape: shape))]
    var nodes = [ONNXNode(name: "relu", operatorType: "Relu", inputs: ["x"], outputs: ["y"])]
    if reshape {
      inputs.append(ONNXValueInfo(name: "shape", type: .tensor(elementType: .int64, shape: [.value(1)])))
      nodes.append(ONNXNode(name: "flat", operatorType: "Reshape", inputs: ["y", "shape"], outputs: ["r"]))
    }
    let graph = ONNXGraph(
      nodes: nodes, inputs: inputs, outputs: [ONNXValueInfo(name: reshape ? "r" : "y", type: nil)])
    return ONNXModel(irVersion: 8, opsetImports: [ONNXOpset(version: 17)], graph: graph)
  }

  private func importGraph(
    _ model: ONNXModel, _ options: ImportOptions = ImportOptions(),
    notes: DiagnosticCollector = DiagnosticCollector()
  ) throws -> ONNXHost.Result {
    try ONNXHost.importGraph(
      model, file: "m.onnx", table: OperatorCatalog.importers, options: options, notes: notes)
  }

  private func problems(_ model: ONNXModel, _ options: ImportOptions = ImportOptions()) throws -> [Diagnostic]
  {
    let error = #expect(throws: DiagnosticsError.self) { try importGraph(model, options) }
    return try #require(error).diagnostics
  }

  @Test func freeLeadingDimensionIsOneWithANote() throws {
    let notes = DiagnosticCollector()
    let result = try importGraph(model([.parameter("batch"), .value(3)]), notes: notes)
    #expect(result.graph[result.graph.inputs[0]].type.shape == [1, 3])
    let note = try #require(notes.diagnostics.first)
    #expect((note.severity, note.code) == (.note, .dimensionPinned))
    #expect(note.location.value == "x")
    #expect(note.hint == "choose another size with --dim batch=N")
  }

  @Test func pinnedDimensionNeedsNoNote() throws {
    let notes = DiagnosticCollector()
    let result = try importGraph(
      model([.parameter("batch"), .value(3)]), ImportOptions(dimensions: ["batch": 4]), notes: notes)
    #expect(result.graph[result.graph.inputs[0]].type.shape == [4, 3])
    #expect(notes.diagnostics.isEmpty)
  }

  @Test func everyOtherFreeDimensionIsAskedFor() throws {
    let found = try problems(model([.value(1), .parameter("width"), .value(3)]))
    #expect(found.map(\.code) == [.dimensionNotPinned])
    #expect(found.first?.hint == "fix it with --dim width=N")
  }

  @Test func optionsMustNameSomething() throws {
    let options = ImportOptions(dimensions: ["heigth": 2], inputShapes: ["z": [1]])
    let found = try problems(model([.parameter("batch"), .value(3)]), options)
    #expect(found.map(\.code) == [.unknownDimension, .unknownDimension])
    #expect(found.map(\.hint) == ["inputs are x", "symbols are batch"])
  }

  @Test func computedShapeIsRefused() throws {
    let found = try problems(model([.value(2), .value(3)], reshape: true))
    #expect(found.map(\.code) == [.inputNotConstant])
    #expect(found.first?.location.node == "flat")
    #expect(found.first?.hint?.contains("--input-shape") == true)
  }

  @Test func boundInputDecidesShapesAndIsReported() throws {
    let bound = ["shape": Tensor([1], [Int64(6)])]
    let result = try importGraph(
      model([.value(2), .value(3)], reshape: true), ImportOptions(boundInputs: bound))
    #expect(result.graph[result.graph.outputs[0].value].type.shape == [6])
    #expect(result.consultedInputs == ["shape"])
  }
}
